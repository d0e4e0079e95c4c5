package io.nodecore.webhooks.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void it_is_a_number_of_seconds_or_a_date() {
        assertThat(RetryAfter.read("120", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.read("Tue, 24 Nov 2026 10:00:30 GMT", NOW)).contains(Duration.ofSeconds(30));
    }

    @Test
    void a_date_that_is_over_asks_for_nothing() {
        assertThat(RetryAfter.read("Tue, 24 Nov 2026 09:00:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @Test
    void nobody_is_waited_for_longer_than_a_day() {
        assertThat(RetryAfter.read("999999999", NOW)).contains(Duration.ofHours(24));
    }

    @Test
    void what_can_not_be_read_says_nothing() {
        assertThat(RetryAfter.read("soon", NOW)).isEmpty();
        assertThat(RetryAfter.read("-5", NOW)).isEmpty();
        assertThat(RetryAfter.read("", NOW)).isEmpty();
    }
}
