package io.nodecore.operations.replay;

import io.nodecore.admin.postgres.PostgresTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The progress of replays, as reported by the services that run them. Each stores it in its own schema, in a table that module replay
 * creates.
 */
final class ReplaysView {

    /**
     * @param state see module replay
     * @param revision the revision of the order to which this result belongs
     * @param comparison JSON
     */
    record Found(
            String state,
            long revision,
            long applied,
            long total,
            @Nullable Double factsPerSecond,
            @Nullable String comparison,
            @Nullable String error,
            Instant startedAt,
            Instant updatedAt,
            @Nullable Instant swappedAt) {}

    private final JdbcClient jdbc;

    ReplaysView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Found> find(long id) {
        List<String> tables =
                jdbc.sql("""
                select format('%I.%I', schemaname, tablename) as name from pg_tables where tablename = 'replays' order by 1
                """).query((row, n) -> row.getString("name")).list();
        return tables.stream().flatMap(table -> find(table, id).stream()).findFirst();
    }

    private Optional<Found> find(String table, long id) {
        return jdbc.sql("""
                select state, revision, applied, total, rate, comparison::text, error, started_at, updated_at, swapped_at
                from %s where id = ?
                """.formatted(table))
                .param(id)
                .query((row, n) -> new Found(
                        row.getString("state"),
                        row.getLong("revision"),
                        row.getLong("applied"),
                        row.getLong("total"),
                        row.getObject("rate", Double.class),
                        row.getString("comparison"),
                        row.getString("error"),
                        PostgresTime.instant(row, "started_at"),
                        PostgresTime.instant(row, "updated_at"),
                        PostgresTime.instantOrNull(row, "swapped_at")))
                .optional();
    }
}
