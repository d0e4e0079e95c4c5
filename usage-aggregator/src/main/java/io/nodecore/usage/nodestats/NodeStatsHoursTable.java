package io.nodecore.usage.nodestats;

import io.nodecore.usage.nodestats.NodeStatsFold.NodeHour;
import io.nodecore.usage.nodestats.NodeStatsFold.Sums;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** SQL of {@code node_stats_hours}. */
final class NodeStatsHoursTable {

    private static final String ADD = add();

    // Relative to the newest hour of the node in the table: the remaining rows do not depend on the batches or on the
    // order of the facts.
    private static final String FORGET = """
            delete from node_stats_hours old
            where old.node_id = any (?::bigint[])
              and old.hour < (select max(newest.hour) from node_stats_hours newest where newest.node_id = old.node_id)
                             - interval '365 days'
            """;

    private NodeStatsHoursTable() {}

    static void add(Connection connection, SortedMap<NodeHour, Sums> hours) throws SQLException {
        if (hours.isEmpty()) {
            return;
        }
        List<Map.Entry<NodeHour, Sums>> rows = List.copyOf(hours.entrySet());
        try (var statement = connection.prepareStatement(ADD)) {
            int next = 1;
            statement.setObject(next++, longs(rows, row -> row.getKey().nodeId()));
            statement.setObject(next++, texts(rows, row -> row.getKey().hour()));
            statement.setObject(next++, longs(rows, row -> row.getValue().reports()));
            statement.setObject(next++, longs(rows, row -> row.getValue().xrayRunning()));
            for (Figure figure : Figure.values()) {
                statement.setObject(
                        next++, longs(rows, row -> row.getValue().of(figure).reports()));
                statement.setObject(
                        next++, texts(rows, row -> row.getValue().of(figure).min()));
                statement.setObject(
                        next++, texts(rows, row -> row.getValue().of(figure).sum()));
                statement.setObject(
                        next++, texts(rows, row -> row.getValue().of(figure).max()));
            }
            statement.executeUpdate();
        }
        try (var statement = connection.prepareStatement(FORGET)) {
            statement.setObject(
                    1,
                    hours.keySet().stream()
                            .mapToLong(NodeHour::nodeId)
                            .distinct()
                            .toArray());
            statement.executeUpdate();
        }
    }

    /** The same four columns for every figure. */
    private static String add() {
        var columns = new StringJoiner(", ");
        var arrays = new StringJoiner(", ");
        var sums = new StringJoiner(",\n    ");
        for (Figure figure : Figure.values()) {
            String name = figure.column();
            columns.add("%1$s_reports, %1$s_min, %1$s_sum, %1$s_max".formatted(name));
            arrays.add("?::bigint[], ?::numeric[], ?::numeric[], ?::numeric[]");
            sums.add("""
                    %1$s_reports = held.%1$s_reports + excluded.%1$s_reports,
                        %1$s_min = least(held.%1$s_min, excluded.%1$s_min),
                        %1$s_sum = held.%1$s_sum + excluded.%1$s_sum,
                        %1$s_max = greatest(held.%1$s_max, excluded.%1$s_max)\
                    """.formatted(name));
        }
        return """
                insert into node_stats_hours as held (node_id, hour, reports, xray_running, %1$s)
                select *
                from unnest(?::bigint[], ?::timestamptz[], ?::bigint[], ?::bigint[], %2$s)
                on conflict (node_id, hour) do update set
                    reports = held.reports + excluded.reports,
                    xray_running = held.xray_running + excluded.xray_running,
                    %3$s
                """.formatted(columns, arrays, sums);
    }

    private static long[] longs(
            List<Map.Entry<NodeHour, Sums>> rows, Function<Map.Entry<NodeHour, Sums>, Long> column) {
        return rows.stream().mapToLong(column::apply).toArray();
    }

    private static @Nullable String[] texts(
            List<Map.Entry<NodeHour, Sums>> rows,
            Function<Map.Entry<NodeHour, Sums>, ? extends @Nullable Object> column) {
        return rows.stream()
                .map(row -> {
                    Object value = column.apply(row);
                    return value instanceof BigDecimal number
                            ? number.toPlainString()
                            : value == null ? null : value.toString();
                })
                .toArray(String[]::new);
    }
}
