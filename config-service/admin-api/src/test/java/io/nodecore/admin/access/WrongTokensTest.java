package io.nodecore.admin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.admin.Sha256;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WrongTokensTest {

    private static final Optional<KnownToken> RIGHT = Optional.of(new KnownToken(Caller.FIRST, Sha256.of("right")));

    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WrongTokens wrongTokens = new WrongTokens(new SignInSettings(3, 0.5, 100), meters, now::get);

    @Test
    void after_the_burst_an_address_waits() {
        for (int i = 0; i < 3; i++) {
            assertThat(fail("192.0.2.1")).isEmpty();
        }

        assertThatThrownBy(() -> fail("192.0.2.1"))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refused -> assertThat(refused.failure())
                                .isEqualTo(new Failure.TooManyAttempts(Duration.ofSeconds(2))));
        assertThat(refused("true")).isEqualTo(1);
        assertThat(refused("false")).isEqualTo(3);

        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(fail("192.0.2.1")).isEmpty();
    }

    @Test
    void a_right_token_is_not_counted() {
        for (int i = 0; i < 100; i++) {
            assertThat(wrongTokens.attempt("192.0.2.1", () -> RIGHT)).isEqualTo(RIGHT);
        }
        assertThat(refused("false")).isZero();
    }

    @Test
    void an_attempt_that_could_not_be_checked_is_not_counted() {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> wrongTokens.attempt("192.0.2.1", () -> {
                        throw new IllegalStateException("no database");
                    }))
                    .hasMessage("no database");
        }
    }

    @Test
    void the_addresses_of_one_64_prefix_count_together() {
        fail("2001:db8:0:1::1");
        fail("2001:db8:0:1:ffff::2");
        fail("2001:db8:0:1::3%eth0");

        assertThatThrownBy(() -> fail("2001:db8:0:1::4")).isInstanceOf(FailureException.class);
        assertThat(fail("2001:db8:0:2::1")).isEmpty();
    }

    @Test
    void addresses_of_ipv4_count_alone() {
        for (int i = 0; i < 3; i++) {
            fail("192.0.2.1");
        }
        assertThat(fail("192.0.2.2")).isEmpty();
    }

    private Optional<KnownToken> fail(String address) {
        return wrongTokens.attempt(address, Optional::empty);
    }

    private double refused(String slowed) {
        return meters.get("nodecore.admin.tokens.refused")
                .tag("slowed", slowed)
                .counter()
                .count();
    }
}
