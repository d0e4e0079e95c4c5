package io.nodecore.replay.compare;

import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.ReplaySchemas;
import io.nodecore.replay.Rows;
import io.nodecore.replay.compare.ReplayComparison.Difference;
import io.nodecore.replay.compare.ReplayComparison.OfTable;
import io.nodecore.replay.compare.ReplayComparison.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Compares one table of two schemas by checksums and, only if these differ, row by row. */
public final class TableComparison {

    private static final int FIRST = 20;
    private static final JsonMapper json = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final ReplaySchemas sides;

    public TableComparison(JdbcClient jdbc, ReplaySchemas sides) {
        this.jdbc = jdbc;
        this.sides = sides;
    }

    public OfTable of(OwnedTable table, Rows rows) {
        Side live = side(table, sides.live(table, rows));
        Side replayed = side(table, sides.replayed(table, rows));
        if (live.equals(replayed)) {
            return new OfTable(table.name(), true, live, replayed, 0, 0, 0, List.of());
        }
        return differing(table, rows, live, replayed);
    }

    private Side side(OwnedTable table, String rows) {
        String sums = table.sums().stream()
                .map(column -> ", coalesce(sum(" + column + "), 0)::text")
                .collect(Collectors.joining());
        return jdbc.sql("select count(*), coalesce(sum(hashtextextended(side::text, 0)), 0)::text" + sums + " from ("
                        + rows + ") side")
                .query((row, n) -> {
                    Map<String, String> found = new LinkedHashMap<>();
                    for (int i = 0; i < table.sums().size(); i++) {
                        found.put(table.sums().get(i), row.getString(3 + i));
                    }
                    return new Side(row.getLong(1), found, row.getString(2));
                })
                .single();
    }

    private OfTable differing(OwnedTable table, Rows rows, Side live, Side replayed) {
        String keys = String.join(", ", table.key());
        String differing = """
                (%s) live full join (%s) replayed using (%s)
                where live is distinct from replayed
                """.formatted(sides.live(table, rows), sides.replayed(table, rows), keys);
        List<Difference> first = jdbc.sql("select to_jsonb(live)::text, to_jsonb(replayed)::text from " + differing
                        + " order by " + keys + " limit " + FIRST)
                .query((row, n) -> difference(table, row.getString(1), row.getString(2)))
                .list();
        return jdbc.sql("""
                select count(*) filter (where replayed is null), count(*) filter (where live is null), count(*)
                from\s""" + differing)
                .query((row, n) -> {
                    long onlyLive = row.getLong(1);
                    long onlyReplayed = row.getLong(2);
                    long changed = row.getLong(3) - onlyLive - onlyReplayed;
                    return new OfTable(table.name(), false, live, replayed, onlyLive, onlyReplayed, changed, first);
                })
                .single();
    }

    private static Difference difference(OwnedTable table, @Nullable String live, @Nullable String replayed) {
        Map<String, @Nullable Object> liveRow = row(live);
        Map<String, @Nullable Object> replayedRow = row(replayed);
        Map<String, Object> key = new LinkedHashMap<>();
        for (String column : new ArrayList<>(table.key())) {
            Object value = liveRow == null
                    ? (replayedRow == null ? null : replayedRow.remove(column))
                    : liveRow.remove(column);
            if (liveRow != null && replayedRow != null) {
                replayedRow.remove(column);
            }
            if (value != null) {
                key.put(column, value);
            }
        }
        return new Difference(key, liveRow, replayedRow);
    }

    private static @Nullable Map<String, @Nullable Object> row(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.putAll(json.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {}));
        return row;
    }
}
