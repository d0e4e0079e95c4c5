package io.nodecore.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exchanges those rows of one table that differ, in the open transaction: live rows get the replay's values, and the other way round. */
final class RowExchange {

    private final JdbcClient jdbc;
    private final Sides sides;

    RowExchange(JdbcClient jdbc, Sides sides) {
        this.jdbc = jdbc;
        this.sides = sides;
    }

    void run(OwnedTable table, Rows.Where rows) {
        List<String> values = values(table);
        jdbc.sql("""
                create temporary table exchanged on commit drop as
                select %s%s%s, live is not null as in_live, replayed is not null as in_replayed
                from (%s) live full join (%s) replayed using (%s)
                where live is distinct from replayed
                """.formatted(
                                String.join(", ", table.key()),
                                each(values, column -> ", live." + column + " as live_" + column),
                                each(values, column -> ", replayed." + column + " as replayed_" + column),
                                sides.live(table, rows),
                                sides.replayed(table, rows),
                                String.join(", ", table.key())))
                .update();
        write(sides.live() + "." + table.name(), table, values, "live", "replayed");
        write(sides.replayed() + "." + table.name(), table, values, "replayed", "live");
        jdbc.sql("drop table pg_temp.exchanged").update();
    }

    /** Makes the rows of one side what they were on the other. */
    private void write(String to, OwnedTable table, List<String> values, String side, String other) {
        String same = table.key().stream()
                .map(column -> "held." + column + " = e." + column)
                .collect(Collectors.joining(" and "));
        jdbc.sql("delete from %s held using pg_temp.exchanged e where %s and not e.in_%s".formatted(to, same, other))
                .update();
        String columns = String.join(", ", table.key()) + each(values, column -> ", " + column);
        String taken = String.join(", ", table.key()) + each(values, column -> ", " + other + "_" + column);
        if (!values.isEmpty()) {
            String set = values.stream()
                    .map(column -> column + " = e." + other + "_" + column)
                    .collect(Collectors.joining(", "));
            jdbc.sql("update %s held set %s from pg_temp.exchanged e where %s and e.in_live and e.in_replayed"
                            .formatted(to, set, same))
                    .update();
        }
        jdbc.sql("insert into %s (%s) select %s from pg_temp.exchanged e where not e.in_%s"
                        .formatted(to, columns, taken, side))
                .update();
    }

    private List<String> values(OwnedTable table) {
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

    private static String each(List<String> columns, UnaryOperator<String> text) {
        return columns.stream().map(text).collect(Collectors.joining());
    }
}
