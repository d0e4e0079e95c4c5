package io.nodecore.replay.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of {@code replays}: the state of replays, for operators. */
public final class ReplaysTable {

    /**
     * @param revision up to which revision of the order this is what came of it
     * @param isLive whether the rows of the replay are live
     */
    public record Row(long id, ReplayState state, long revision, boolean isLive) {}

    private final JdbcClient jdbc;
    private final String table;

    /** @param schema with the live tables */
    public ReplaysTable(JdbcClient jdbc, String schema) {
        this.jdbc = jdbc;
        this.table = schema + ".replays";
    }

    public Optional<Row> find(long id) {
        return jdbc.sql("select id, state, revision, is_live from " + table + " where id = ?")
                .param(id)
                .query((row, n) -> row(row))
                .optional();
    }

    /** By id. */
    public Map<Long, Row> all() {
        Map<Long, Row> all = new HashMap<>();
        jdbc.sql("select id, state, revision, is_live from " + table).query(found -> {
            Row row = row(found);
            all.put(row.id(), row);
        });
        return all;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong(1), ReplayState.of(row.getString(2)), row.getLong(3), row.getBoolean(4));
    }

    /** Earlier replays of a projection whose schemas may still be there. */
    public List<Long> keptBefore(String projection, long id) {
        return jdbc.sql("select id from " + table
                        + " where projection = ? and id < ? and state <> 'dropped' order by id")
                .params(projection, id)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    public void enter(ReplayOrder order, ReplayState state, @Nullable String error) {
        jdbc.sql("insert into " + table + """
                 as held (id, projection, mode, scope, state, revision, error)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update set state = excluded.state, revision = excluded.revision,
                                               error = excluded.error, updated_at = now()
                """)
                .param(order.id())
                .param(order.projection())
                .param(order.mode().word())
                .param(order.scope().text())
                .param(state.word())
                .param(order.revision())
                .param(error)
                .update();
    }

    public void progressed(long id, ReplayProgress.Report report) {
        jdbc.sql("update " + table + " set applied = ?, total = ?, rate = ?, updated_at = now() where id = ?")
                .param(report.applied())
                .param(report.total())
                .param(report.factsPerSecond())
                .param(id)
                .update();
    }

    public void compared(long id, String comparison) {
        jdbc.sql("update " + table + " set comparison = ?::jsonb, updated_at = now() where id = ?")
                .params(comparison, id)
                .update();
    }

    public boolean isCompared(long id) {
        return jdbc.sql("select comparison is not null from " + table + " where id = ?")
                .param(id)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    public void dropped(long id) {
        jdbc.sql("update " + table + " set state = 'dropped', updated_at = now() where id = ?")
                .param(id)
                .update();
    }

    /** @param isLive whether the rows of the replay are live from this commit on */
    public void exchanged(long id, boolean isLive) {
        jdbc.sql("update " + table + " set is_live = ?, swapped_at = now() where id = ?")
                .params(isLive, id)
                .update();
    }

    public void troubled(long id, String error) {
        jdbc.sql("update " + table + " set error = ?, updated_at = now() where id = ?")
                .params(error, id)
                .update();
    }

    /** The tables that the stored comparison found different. */
    public List<String> different(long id) {
        return jdbc.sql(
                        "select t ->> 'table' from " + table
                                + ", jsonb_array_elements(comparison -> 'tables') t where id = ? and not (t ->> 'equal')::boolean")
                .param(id)
                .query((row, n) -> row.getString(1))
                .list();
    }
}
