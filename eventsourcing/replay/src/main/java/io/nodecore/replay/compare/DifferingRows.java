package io.nodecore.replay.compare;

import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.ReplaySchemas;
import io.nodecore.replay.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL for the rows of a table that the two sides of a replay don't have alike. */
public final class DifferingRows {

    private final JdbcClient jdbc;
    private final ReplaySchemas sides;

    public DifferingRows(JdbcClient jdbc, ReplaySchemas sides) {
        this.jdbc = jdbc;
        this.sides = sides;
    }

    /**
     * A query: the key, of each other column {@code live_<name>} and {@code replayed_<name>}, and {@code in_live} and
     * {@code in_replayed}, which say where there is such a row.
     */
    public String query(OwnedTable table, Rows rows) {
        List<String> values = values(table);
        // A row "is not null" if none of its columns is null; it "is null" if all are null, so also if there is no row.
        return """
                select %s%s%s, not (live is null) as in_live, not (replayed is null) as in_replayed
                from (%s) live full join (%s) replayed using (%s)
                where live is distinct from replayed
                """.formatted(
                        String.join(", ", table.key()),
                        each(values, column -> ", live." + column + " as live_" + column),
                        each(values, column -> ", replayed." + column + " as replayed_" + column),
                        sides.live(table, rows),
                        sides.replayed(table, rows),
                        String.join(", ", table.key()));
    }

    /** The columns beside the key. */
    public List<String> values(OwnedTable table) {
        List<String> columns = table.columns().isEmpty()
                ? jdbc.sql("""
                        select attname::text from pg_attribute
                        where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attnum
                        """)
                        .param(sides.live() + "." + table.name())
                        .query((row, n) -> row.getString(1))
                        .list()
                : table.columns();
        List<String> values = new ArrayList<>(columns);
        values.removeAll(table.key());
        return values;
    }

    /** A condition: {@code held} and {@code e} have the same key. */
    public static String sameKey(OwnedTable table) {
        return table.key().stream()
                .map(column -> "held." + column + " = e." + column)
                .collect(Collectors.joining(" and "));
    }

    public static String each(List<String> columns, UnaryOperator<String> text) {
        return columns.stream().map(text).collect(Collectors.joining());
    }
}
