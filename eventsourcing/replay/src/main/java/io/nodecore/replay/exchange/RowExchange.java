package io.nodecore.replay.exchange;

import static io.nodecore.replay.compare.DifferingRows.each;

import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.ReplaySchemas;
import io.nodecore.replay.Rows;
import io.nodecore.replay.compare.DifferingRows;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exchanges those rows of one table that differ, in the open transaction: live rows get the replay's values, and the other way round. */
final class RowExchange {

    private final JdbcClient jdbc;
    private final ReplaySchemas sides;
    private final DifferingRows differing;

    RowExchange(JdbcClient jdbc, ReplaySchemas sides) {
        this.jdbc = jdbc;
        this.sides = sides;
        this.differing = new DifferingRows(jdbc, sides);
    }

    void run(OwnedTable table, Rows.Where rows) {
        List<String> values = differing.values(table);
        jdbc.sql("create temporary table exchanged on commit drop as " + differing.query(table, rows))
                .update();
        write(sides.live() + "." + table.name(), table, values, "live", "replayed");
        write(sides.replayed() + "." + table.name(), table, values, "replayed", "live");
        jdbc.sql("drop table pg_temp.exchanged").update();
    }

    /** Makes the rows of one side what they were on the other. */
    private void write(String to, OwnedTable table, List<String> values, String side, String other) {
        String same = DifferingRows.sameKey(table);
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
}
