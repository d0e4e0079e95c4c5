package io.nodecore.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nodecore.gateway.failure.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

    private static final int TRACKED = 50;

    private long now = 1;
    private final FailedAttempts attempts =
            FailedAttempts.ofKeys(new AuthSettings(3, 1, 1, 1, TRACKED, 10, Duration.ofMinutes(1), 10), () -> now);

    @Test
    void an_address_fails_a_few_times_at_once_and_then_slowly() {
        failThrice("203.0.113.1");

        refused("203.0.113.1");
        now += Duration.ofSeconds(1).toNanos();
        attempts.begin("203.0.113.1");
        refused("203.0.113.1");
    }

    @Test
    void an_attempt_that_succeeds_is_none() {
        for (int i = 0; i < 10; i++) {
            attempts.begin("203.0.113.1").takeBack();
        }
        assertThatCode(() -> failThrice("203.0.113.1")).doesNotThrowAnyException();
    }

    @Test
    void the_addresses_of_one_ipv6_network_count_as_one_and_others_do_not() {
        attempts.begin("2001:db8:1:2::1");
        attempts.begin("2001:db8:1:2:ffff::2");
        attempts.begin("2001:db8:1:2:0:0:0:3%eth0");

        refused("2001:db8:1:2::4");
        attempts.begin("2001:db8:1:3::1");
        attempts.begin("203.0.113.1");
        attempts.begin("unknown");
    }

    @Test
    void only_so_many_addresses_are_remembered() {
        for (int i = 0; i < 20 * TRACKED; i++) {
            attempts.begin("198.51.100." + i);
        }
        await().untilAsserted(() -> assertThat(attempts.trackedAddresses()).isLessThanOrEqualTo(TRACKED));
    }

    private void failThrice(String address) {
        attempts.begin(address);
        attempts.begin(address);
        attempts.begin(address);
    }

    private void refused(String address) {
        assertThatThrownBy(() -> attempts.begin(address)).isInstanceOf(Refused.class);
    }
}
