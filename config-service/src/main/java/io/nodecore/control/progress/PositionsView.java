package io.nodecore.control.progress;

import io.nodecore.control.postgres.PostgresTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the Postgres projections of all services stand. Each service keeps its positions in its own schema, in a table that module
 * projection makes; this is the one place that looks into all of them, for operators only.
 */
final class PositionsView {

    /**
     * @param movedAt when the position last moved, by the database's clock
     * @param counts null where the projection's service has not yet brought its schema up to date
     */
    record Position(
            String projection,
            String topic,
            int partition,
            long nextOffset,
            Instant movedAt,
            @Nullable Counts counts) {}

    /** What became of every offset since {@code firstOffset}; the other four numbers add up to the distance to the position. */
    record Counts(long firstOffset, long applied, long repeated, long deadLettered, long passedOver) {}

    // As JSON, because services migrate their schemas in an order of their own: a column may not be there yet.
    private static final String ALL = """
            select projection, topic, partition, next_offset, updated_at,
                   (to_jsonb(position) ->> 'first_offset')::bigint as first_offset,
                   (to_jsonb(position) ->> 'applied')::bigint as applied,
                   (to_jsonb(position) ->> 'repeated')::bigint as repeated,
                   (to_jsonb(position) ->> 'dead_lettered')::bigint as dead_lettered,
                   (to_jsonb(position) ->> 'passed_over')::bigint as passed_over
            from %s position
            order by projection, topic, partition
            """;

    private final JdbcClient jdbc;

    PositionsView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Position> all() {
        List<String> tables =
                jdbc.sql("""
                select format('%I.%I', schemaname, tablename) as name from pg_tables
                where tablename = 'projection_positions' and schemaname !~ '_replay_[0-9]+$' order by 1
                """).query((row, n) -> row.getString("name")).list();
        List<Position> positions = new ArrayList<>();
        for (String table : tables) {
            positions.addAll(jdbc.sql(ALL.formatted(table))
                    .query((row, n) -> new Position(
                            row.getString("projection"),
                            row.getString("topic"),
                            row.getInt("partition"),
                            row.getLong("next_offset"),
                            PostgresTime.instant(row, "updated_at"),
                            counts(row)))
                    .list());
        }
        return positions;
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
