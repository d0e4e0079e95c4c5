package io.nodecore.control.progress;

import io.nodecore.control.postgres.PostgresTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the Postgres projections of all services stand. Each service keeps its positions in its own schema, in a table that module
 * projection makes; this is the one place that looks into all of them, for operators only.
 */
final class PositionsView {

    /** @param movedAt when the position last moved, by the database's clock */
    record Position(String projection, String topic, int partition, long nextOffset, Instant movedAt) {}

    private final JdbcClient jdbc;

    PositionsView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Position> all() {
        List<String> tables =
                jdbc.sql("""
                select format('%I.%I', schemaname, tablename) as name from pg_tables
                where tablename = 'projection_positions' order by 1
                """).query((row, n) -> row.getString("name")).list();
        List<Position> positions = new ArrayList<>();
        for (String table : tables) {
            positions.addAll(jdbc.sql("select projection, topic, partition, next_offset, updated_at from " + table
                            + " order by projection, topic, partition")
                    .query((row, n) -> new Position(
                            row.getString("projection"),
                            row.getString("topic"),
                            row.getInt("partition"),
                            row.getLong("next_offset"),
                            PostgresTime.instant(row, "updated_at")))
                    .list());
        }
        return positions;
    }
}
