package io.nodecore.control.change;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.SqlBatch;
import io.nodecore.control.change.Change.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code admin_changes}. */
final class ChangeTable {

    /** A position in the order of the decisions. */
    record Before(UUID decision, int ordinal) {}

    private final JdbcClient jdbc;

    ChangeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Changes of one decision; a second application does nothing. */
    void apply(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Change first = changes.getFirst();
        @Nullable Author by = first.by();
        jdbc.sql("""
                insert into admin_changes
                    (decision, ordinal, decided_at, kind, resource, resource_id, cause, token_id, token_name)
                select :decision, change.ordinal, :at, change.kind, change.resource, change.resource_id, :cause,
                    cast(:tokenId as bigint), cast(:tokenName as text)
                from unnest(:ordinals, :kinds, :resources, :resourceIds)
                    as change (ordinal, kind, resource, resource_id)
                on conflict do nothing
                """)
                .param("decision", first.decision())
                .param("at", PostgresTime.utc(first.at()))
                .param("cause", first.cause())
                .param("tokenId", by == null ? null : by.tokenId())
                .param("tokenName", by == null ? null : by.tokenName())
                .param("ordinals", SqlBatch.bigints(changes, change -> (long) change.ordinal()))
                .param("kinds", SqlBatch.texts(changes, Change::kind))
                .param("resources", SqlBatch.texts(changes, Change::resource))
                .param("resourceIds", SqlBatch.texts(changes, Change::resourceId))
                .update();
    }

    /**
     * The latest first.
     *
     * @param before the last change of the page before, or null
     */
    List<Change> page(ChangeFilter filter, @Nullable Before before, int limit) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        List<Object> values = new ArrayList<>();
        add(conditions, values, "kind = ?", filter.kind());
        add(conditions, values, "resource = ?", filter.resource());
        add(conditions, values, "resource_id = ?", filter.resourceId());
        add(conditions, values, "token_id = ?", filter.tokenId());
        if (before != null) {
            conditions.add("(decision, ordinal) < (?, ?)");
            values.add(before.decision());
            values.add(before.ordinal());
        }
        values.add(limit);
        return jdbc.sql("select decision, ordinal, decided_at, kind, resource, resource_id, cause, token_id, token_name"
                        + " from admin_changes where "
                        + String.join(" and ", conditions)
                        + " order by decision desc, ordinal desc limit ?")
                .params(values)
                .query(ChangeTable::change)
                .list();
    }

    private static void add(List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }

    private static Change change(ResultSet row, int number) throws SQLException {
        @Nullable String tokenName = row.getString("token_name");
        return new Change(
                row.getObject("decision", UUID.class),
                row.getInt("ordinal"),
                PostgresTime.instant(row, "decided_at"),
                row.getString("kind"),
                row.getString("resource"),
                row.getString("resource_id"),
                row.getString("cause"),
                tokenName == null ? null : new Author(row.getLong("token_id"), tokenName));
    }
}
