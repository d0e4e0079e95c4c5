package io.nodecore.presence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.presence.Reports;
import io.nodecore.presence.online.OnlineProjection;
import io.nodecore.presence.online.OnlineSettings;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FactBatchTest {

    private final FactBatch<OnlineUsersReported> slice = new FactBatch<>(
            new OnlineProjection(new OnlineSettings(1_000), InstantSource.system(), new SimpleMeterRegistry()));

    @Test
    void it_is_full_by_the_users_of_its_reports() {
        add(12_000);
        assertThat(slice.isFull()).isFalse();
        add(8_000);
        assertThat(slice.isFull()).isTrue();

        assertThat(slice.take()).hasSize(2);
        assertThat(slice.isFull()).isFalse();
        assertThat(slice.take()).isEmpty();
    }

    @Test
    void many_reports_of_nobody_fill_it_too() {
        for (long report = 0; report < FactBatch.FULL; report++) {
            assertThat(slice.isFull()).isFalse();
            add(0);
        }
        assertThat(slice.isFull()).isTrue();
    }

    private void add(int users) {
        var reported = new OnlineUser[users];
        Arrays.fill(reported, Reports.user(1, 3));
        slice.add(Reports.received(1, 1, Reports.of(reported)));
    }
}
