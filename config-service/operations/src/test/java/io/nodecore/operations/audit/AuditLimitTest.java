package io.nodecore.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import org.junit.jupiter.api.Test;

class AuditLimitTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AuditLimit limit = new AuditLimit(new AuditSettings(2), meters);

    @Test
    void as_many_as_may_run_at_once_and_one_more_is_refused_until_one_has_ended() {
        assertThat(limit.<String>within(() -> limit.within(() -> {
                    assertThat(running()).isEqualTo(2);
                    assertThatThrownBy(() -> limit.within(() -> "a third"))
                            .isInstanceOfSatisfying(
                                    FailureException.class,
                                    refused ->
                                            assertThat(refused.failure()).isEqualTo(new Failure.Unavailable("audits")));
                    return "two";
                })))
                .isEqualTo("two");
        assertThat(running()).isZero();
        assertThat(meters.get("nodecore.audits.refused").counter().count()).isEqualTo(1);
        assertThat(limit.<String>within(() -> "one")).isEqualTo("one");
    }

    @Test
    void one_that_fails_gives_its_place_back() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> limit.within(() -> {
                        throw new IllegalStateException("for a test");
                    }))
                    .hasMessage("for a test");
        }
        assertThat(running()).isZero();
    }

    private double running() {
        return meters.get("nodecore.audits.running").gauge().value();
    }
}
