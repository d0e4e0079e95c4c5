package io.nodecore.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.simulator.traffic.Bytes;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerComparisonTest {

    private static final Instant MINUTE = Instant.parse("2026-11-24T10:00:00Z");
    private static final UsageKey A = new UsageKey(MINUTE, 1, 2, 3, 4);
    private static final UsageKey B = new UsageKey(MINUTE, 1, 2, 0, 4);
    private static final SessionKey CAME = new SessionKey(1, 2, "vless", "online", MINUTE, "");
    private static final SessionKey LEFT = new SessionKey(1, 2, "vless", "offline", MINUTE, "");

    @Test
    void equal_totals_are_exact() {
        StoredTotals books = new StoredTotals(
                Map.of(A, new Bytes(1, 2)),
                Map.of(3L, new Bytes(1, 2)),
                Map.of(new OutboundKey(1, "x"), new Bytes(5, 6)),
                Set.of(CAME));
        LedgerComparison comparison = LedgerComparison.of(books, books);

        assertThat(comparison.isExact()).isTrue();
        assertThat(comparison.tables()).extracting(LedgerComparison.Line::rows).containsExactly(1L, 1L, 1L, 1L);
        assertThat(comparison.tables())
                .extracting(LedgerComparison.Line::found)
                .containsExactly(big(3), big(3), big(11), big(1));
    }

    @Test
    void a_byte_too_few_in_one_direction_does_not_hide_one_too_many_in_the_other() {
        LedgerComparison comparison =
                LedgerComparison.of(usage(Map.of(A, new Bytes(9, 21))), usage(Map.of(A, new Bytes(10, 20))));

        assertThat(comparison.isExact()).isFalse();
        assertThat(comparison.tables().getFirst())
                .isEqualTo(new LedgerComparison.Line("usage_minutes", 1, big(30), big(30), big(1), big(1)));
        assertThat(comparison.table()).contains("usage_minutes").contains("missing");
    }

    @Test
    void a_row_that_only_one_side_has_is_missing_or_extra_as_a_whole() {
        LedgerComparison comparison =
                LedgerComparison.of(usage(Map.of(A, new Bytes(1, 2))), usage(Map.of(B, new Bytes(10, Long.MAX_VALUE))));

        assertThat(comparison.tables().getFirst())
                .isEqualTo(new LedgerComparison.Line(
                        "usage_minutes",
                        2,
                        big(10).add(big(Long.MAX_VALUE)),
                        big(3),
                        big(10).add(big(Long.MAX_VALUE)),
                        big(3)));
    }

    @Test
    void session_events_count_one_each() {
        LedgerComparison comparison = LedgerComparison.of(
                new StoredTotals(Map.of(), Map.of(), Map.of(), Set.of(CAME)),
                new StoredTotals(Map.of(), Map.of(), Map.of(), Set.of(LEFT)));

        assertThat(comparison.tables().getLast())
                .isEqualTo(new LedgerComparison.Line("session_events", 2, big(1), big(1), big(1), big(1)));
    }

    private static StoredTotals usage(Map<UsageKey, Bytes> usage) {
        return new StoredTotals(usage, Map.of(), Map.of(), Set.of());
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
