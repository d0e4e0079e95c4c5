package io.nodecore.operations.progress;

import io.nodecore.admin.postgres.PostgresTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The positions of the Postgres projections of all services. Each service has its positions in its own schema, in a table that module
 * projection creates; this class reads all of them, for operators only.
 */
final class PositionsView {

    /**
     * @param movedAt when the position last moved, by the database's clock
     * @param counts null if the projection's service has not migrated its schema yet
     * @param lastError the latest error in this partition, or null
     */
    record Position(
            String projection,
            String topic,
            int partition,
            long nextOffset,
            Instant movedAt,
            @Nullable Counts counts,
            @Nullable Failed lastError) {}

    /** The latest error, and when it was stored. */
    record Failed(String error, Instant at) {}

    /** The outcome of every offset since {@code firstOffset}; the other four numbers add up to the distance to the position. */
    record Counts(long firstOffset, long applied, long repeated, long deadLettered, long passedOver) {}

    private record Tables(String positions, String errors) {}

    // As JSON, because services migrate their schemas in any order: a column may not exist yet.
    private static final String ALL = """
            select position.projection, position.topic, position.partition, next_offset, updated_at, error, met_at,
                   (to_jsonb(position) ->> 'first_offset')::bigint as first_offset,
                   (to_jsonb(position) ->> 'applied')::bigint as applied,
                   (to_jsonb(position) ->> 'repeated')::bigint as repeated,
                   (to_jsonb(position) ->> 'dead_lettered')::bigint as dead_lettered,
                   (to_jsonb(position) ->> 'passed_over')::bigint as passed_over
            from %s position
            left join %s failed on failed.projection = position.projection and failed.topic = position.topic
                               and failed.partition = position.partition
            order by position.projection, position.topic, position.partition
            """;

    private static final String NO_ERRORS =
            "(select '' as projection, '' as topic, 0 as partition, null::text as error,"
                    + " null::timestamptz as met_at where false)";

    private final JdbcClient jdbc;

    PositionsView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Position> all() {
        List<Tables> schemas = jdbc.sql("""
                select format('%I.%I', schemaname, tablename) as positions,
                       case when to_regclass(format('%I.projection_errors', schemaname)) is not null
                            then format('%I.projection_errors', schemaname) end as errors
                from pg_tables
                where tablename = 'projection_positions' and schemaname !~ '_replay_[0-9]+$' order by 1
                """)
                .query((row, n) -> new Tables(
                        row.getString("positions"), Objects.requireNonNullElse(row.getString("errors"), NO_ERRORS)))
                .list();
        List<Position> positions = new ArrayList<>();
        for (Tables tables : schemas) {
            positions.addAll(jdbc.sql(ALL.formatted(tables.positions(), tables.errors()))
                    .query((row, n) -> new Position(
                            row.getString("projection"),
                            row.getString("topic"),
                            row.getInt("partition"),
                            row.getLong("next_offset"),
                            PostgresTime.instant(row, "updated_at"),
                            counts(row),
                            failed(row)))
                    .list());
        }
        return positions;
    }

    private static @Nullable Failed failed(ResultSet row) throws SQLException {
        String error = row.getString("error");
        return error == null ? null : new Failed(error, PostgresTime.instant(row, "met_at"));
    }

    private static @Nullable Counts counts(ResultSet row) throws SQLException {
        long firstOffset = row.getLong("first_offset");
        if (row.wasNull()) {
            return null;
        }
        return new Counts(
                firstOffset,
                row.getLong("applied"),
                row.getLong("repeated"),
                row.getLong("dead_lettered"),
                row.getLong("passed_over"));
    }
}
