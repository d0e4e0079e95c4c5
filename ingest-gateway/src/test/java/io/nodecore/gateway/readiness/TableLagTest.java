package io.nodecore.gateway.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableLagTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long SECOND = 1_000_000_000L;

    private final Map<String, byte[]> rows = new HashMap<>();
    private final TableLag lag = new TableLag(List.of(new WatchedTable() {
        @Override
        public Topic topic() {
            return Topics.CONTROL_KEYS;
        }

        @Override
        public boolean holds(String key, byte @Nullable [] value) {
            return Arrays.equals(rows.get(key), value);
        }
    }));

    @Test
    void a_table_that_follows_is_not_stale() {
        append("a", new byte[] {1}, 0);
        rows.put("a", new byte[] {1});

        assertThat(lag.staleFor(TIMEOUT, 100 * SECOND)).isEmpty();
    }

    @Test
    void a_table_that_misses_a_record_or_a_tombstone_is_stale_after_a_while() {
        rows.put("b", new byte[] {2});
        append("a", new byte[] {1}, 0);
        append("b", null, 0);

        assertThat(lag.staleFor(TIMEOUT, 9 * SECOND)).isEmpty();
        rows.put("a", new byte[] {1});
        assertThat(lag.staleFor(TIMEOUT, 11 * SECOND)).contains(Topics.CONTROL_KEYS.name());
        rows.remove("b");
        assertThat(lag.staleFor(TIMEOUT, 12 * SECOND)).isEmpty();
    }

    @Test
    void newer_records_do_not_hide_how_long_the_table_lags() {
        append("a", new byte[] {1}, 0);
        append("a", new byte[] {2}, 8 * SECOND);

        assertThat(lag.staleFor(TIMEOUT, 11 * SECOND)).isPresent();
    }

    private void append(String key, byte @Nullable [] value, long nowNanos) {
        lag.appended(Topics.CONTROL_KEYS.name(), key, value, nowNanos);
    }
}
