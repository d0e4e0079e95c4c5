package io.nodecore.presence.recent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewestWrittenTest {

    private final NewestWritten<String> written = new NewestWritten<>(2);

    @Test
    void only_a_newer_time_is_accepted() {
        assertThat(written.accept("a", 5)).isTrue();
        assertThat(written.accept("a", 5)).isFalse();
        assertThat(written.accept("a", 4)).isFalse();
        assertThat(written.accept("a", 6)).isTrue();
    }

    @Test
    void beyond_the_limit_the_oldest_write_is_forgotten() {
        written.accept("a", 1);
        written.accept("b", 2);
        written.accept("a", 3);
        written.accept("c", 4);

        assertThat(written.size()).isEqualTo(2);
        assertThat(written.accept("a", 3)).isFalse();
        assertThat(written.accept("b", 2)).isTrue();
    }
}
