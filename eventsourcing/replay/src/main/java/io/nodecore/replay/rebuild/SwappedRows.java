package io.nodecore.replay.rebuild;

import static io.nodecore.replay.compare.DifferingRows.each;

import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.ReplaySchemas;
import io.nodecore.replay.Rows;
import io.nodecore.replay.compare.DifferingRows;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the exchange of a rebuild changes, row by row, kept in its schema, so that it can be undone after its one writer has continued.
 * What was decided since stays: a value that is no longer the one that the exchange brought is left as it is.
 */
final class SwappedRows {

    private final JdbcClient jdbc;
    private final ReplaySchemas sides;
    private final DifferingRows differing;

    SwappedRows(JdbcClient jdbc, ReplaySchemas sides) {
        this.jdbc = jdbc;
        this.sides = sides;
        this.differing = new DifferingRows(jdbc, sides);
    }

    /** Before the exchange, while the writer waits. */
    void keep(List<OwnedTable> tables) {
        for (OwnedTable table : tables) {
            jdbc.sql("create table " + kept(table) + " as " + differing.query(table, Rows.ALL))
                    .update();
        }
    }

    /** False if the exchange was made by an earlier version, which did not keep them. */
    boolean areKept(List<OwnedTable> tables) {
        return tables.stream()
                .allMatch(table -> jdbc.sql("select to_regclass(?) is not null")
                        .param(kept(table))
                        .query(Boolean.class)
                        .single());
    }

    /**
     * Brings back what was live before, in the open transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException if a later decision has taken its place
     */
    void takeBack(List<OwnedTable> tables) {
        for (OwnedTable table : tables) {
            takeBack(table, sides.live() + "." + table.name(), differing.values(table));
        }
    }

    private void takeBack(OwnedTable table, String live, List<String> values) {
        String same = DifferingRows.sameKey(table);
        String untouched = each(values, column -> " and held." + column + " is not distinct from e.replayed_" + column);
        jdbc.sql("delete from %s held using %s e where %s and not e.in_live%s"
                        .formatted(live, kept(table), same, untouched))
                .update();
        if (!values.isEmpty()) {
            String set = values.stream()
                    .map(column ->
                            "%1$s = case when held.%1$s is not distinct from e.replayed_%1$s then e.live_%1$s else held.%1$s end"
                                    .formatted(column))
                    .collect(Collectors.joining(", "));
            jdbc.sql("update %s held set %s from %s e where %s and e.in_live and e.in_replayed"
                            .formatted(live, set, kept(table), same))
                    .update();
        }
        String key = String.join(", ", table.key());
        jdbc.sql("insert into %s (%s%s) select %s%s from %s e where not e.in_replayed on conflict (%s) do nothing"
                        .formatted(
                                live,
                                key,
                                each(values, column -> ", " + column),
                                key,
                                each(values, column -> ", live_" + column),
                                kept(table),
                                key))
                .update();
    }

    private String kept(OwnedTable table) {
        return sides.replayed() + ".swapped_" + table.name();
    }
}
