package io.nodecore.replay.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The positions of a projection in one schema, with the counts of the facts before them. */
public record LivePositions(List<LivePositions.Row> rows) {

    /** One partition; see {@code projection_positions}. */
    record Row(
            String topic,
            int partition,
            long firstOffset,
            long nextOffset,
            long applied,
            long repeated,
            long deadLettered,
            long passedOver) {}

    public static LivePositions read(JdbcClient jdbc, String schema, String projection) {
        return read(jdbc, schema, projection, "");
    }

    /** Live steps wait at their positions until the transaction ends. */
    static LivePositions lock(JdbcClient jdbc, String schema, String projection) {
        return read(jdbc, schema, projection, " for update");
    }

    public Map<TopicPartition, Long> offsets() {
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        rows.forEach(row -> offsets.put(new TopicPartition(row.topic(), row.partition()), row.nextOffset()));
        return offsets;
    }

    /**
     * Replaces what the schema says became of the facts. The epoch rises: the owner has to claim the partition again.
     *
     * @throws IllegalStateException if the schema's positions differ
     */
    public void storeCounts(JdbcClient jdbc, String schema, String projection) {
        for (Row row : rows) {
            int stored = jdbc.sql("update " + schema + """
                    .projection_positions
                    set first_offset = ?, applied = ?, repeated = ?, dead_lettered = ?, passed_over = ?,
                        epoch = epoch + 1, updated_at = now()
                    where projection = ? and topic = ? and partition = ? and next_offset = ?
                    """)
                    .params(
                            row.firstOffset(),
                            row.applied(),
                            row.repeated(),
                            row.deadLettered(),
                            row.passedOver(),
                            projection,
                            row.topic(),
                            row.partition(),
                            row.nextOffset())
                    .update();
            if (stored != 1) {
                throw new IllegalStateException("%s-%d of %s is not at %d in %s"
                        .formatted(row.topic(), row.partition(), projection, row.nextOffset(), schema));
            }
        }
    }

    /** Those of the partitions that are also here. */
    public LivePositions of(Map<TopicPartition, Long> partitions) {
        return new LivePositions(rows.stream()
                .filter(row -> partitions.containsKey(new TopicPartition(row.topic(), row.partition())))
                .toList());
    }

    private static LivePositions read(JdbcClient jdbc, String schema, String projection, String locking) {
        return new LivePositions(jdbc.sql("""
                select topic, partition, first_offset, next_offset, applied, repeated, dead_lettered, passed_over
                from %s.projection_positions where projection = ? order by topic, partition""".formatted(schema) + locking)
                .param(projection)
                .query((row, n) -> new Row(
                        row.getString(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8)))
                .list());
    }
}
