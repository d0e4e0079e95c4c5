package io.nodecore.simulator.ledger;

import io.nodecore.simulator.traffic.Bytes;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the Core's tables with the acknowledged sums. A session event, which has no bytes, counts as one.
 *
 * @param tables one line per table
 */
public record LedgerComparison(List<Line> tables) {

    /**
     * The comparison of one table; sums of both directions.
     *
     * @param rows number of keys on either side
     * @param missing acknowledged but not found
     * @param extra found but not acknowledged
     */
    public record Line(
            String table, long rows, BigInteger expected, BigInteger found, BigInteger missing, BigInteger extra) {}

    public LedgerComparison {
        tables = List.copyOf(tables);
    }

    public static LedgerComparison of(StoredTotals found, StoredTotals expected) {
        return new LedgerComparison(List.of(
                line("usage_minutes", found.usage(), expected.usage()),
                line("subscription_traffic", found.subscriptions(), expected.subscriptions()),
                line("node_outbounds", found.outbounds(), expected.outbounds()),
                line("session_events", found.sessions(), expected.sessions())));
    }

    /** Returns true if nothing is missing and nothing is extra. */
    public boolean isExact() {
        return tables.stream()
                .allMatch(line -> line.missing().signum() == 0 && line.extra().signum() == 0);
    }

    /** The lines as a text table. */
    public String table() {
        StringBuilder table = new StringBuilder("%-21s %9s %24s %24s %12s %12s%n"
                .formatted("compared", "rows", "expected", "found", "missing", "extra"));
        for (Line line : tables) {
            table.append("%-21s %9d %24d %24d %12d %12d%n"
                    .formatted(line.table, line.rows, line.expected, line.found, line.missing, line.extra));
        }
        return table.toString();
    }

    private static <K> Line line(String table, Map<K, Bytes> found, Map<K, Bytes> expected) {
        Set<K> keys = new HashSet<>(found.keySet());
        keys.addAll(expected.keySet());
        Line sum = new Line(table, 0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
        for (K key : keys) {
            Bytes is = found.getOrDefault(key, Bytes.NONE);
            Bytes should = expected.getOrDefault(key, Bytes.NONE);
            sum = plus(plus(sum, should.up(), is.up(), 1), should.down(), is.down(), 0);
        }
        return sum;
    }

    private static <K> Line line(String table, Set<K> found, Set<K> expected) {
        Set<K> keys = new HashSet<>(found);
        keys.addAll(expected);
        Line sum = new Line(table, 0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
        for (K key : keys) {
            sum = plus(sum, expected.contains(key) ? 1 : 0, found.contains(key) ? 1 : 0, 1);
        }
        return sum;
    }

    private static Line plus(Line sum, long expected, long found, int rows) {
        BigInteger should = BigInteger.valueOf(expected);
        BigInteger is = BigInteger.valueOf(found);
        return new Line(
                sum.table,
                sum.rows + rows,
                sum.expected.add(should),
                sum.found.add(is),
                sum.missing.add(should.subtract(is).max(BigInteger.ZERO)),
                sum.extra.add(is.subtract(should).max(BigInteger.ZERO)));
    }
}
