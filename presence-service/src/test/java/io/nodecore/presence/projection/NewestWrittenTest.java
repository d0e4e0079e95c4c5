package io.nodecore.presence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewestWrittenTest {

    private static final long NOW = 1_000;

    private final NewestWritten<String> written = new NewestWritten<>(2);

    @Test
    void only_a_newer_time_is_accepted() {
        assertThat(written.accept("a", 5, NOW)).isTrue();
        assertThat(written.accept("a", 5, NOW)).isFalse();
        assertThat(written.accept("a", 4, NOW)).isFalse();
        assertThat(written.accept("a", 6, NOW)).isTrue();
    }

    @Test
    void beyond_the_limit_the_oldest_write_is_forgotten() {
        written.accept("a", 1, NOW);
        written.accept("b", 2, NOW);
        written.accept("a", 3, NOW);
        written.accept("c", 4, NOW);

        assertThat(written.size()).isEqualTo(2);
        assertThat(written.accept("a", 3, NOW)).isFalse();
        assertThat(written.accept("b", 2, NOW)).isTrue();
    }

    @Test
    void a_clock_that_is_ahead_keeps_nobody_back() {
        assertThat(written.accept("a", NOW + 60_000, NOW)).isTrue();
        assertThat(written.accept("a", NOW + 5, NOW + 5)).isTrue();
        assertThat(written.accept("a", NOW + 4, NOW + 5)).isFalse();
    }

    @Test
    void a_clock_that_is_ahead_keeps_no_key_in_memory() {
        written.accept("a", NOW + 60_000, NOW);
        written.accept("b", NOW - 1, NOW);
        written.dropUntil(NOW);

        assertThat(written.size()).isZero();
    }
}
