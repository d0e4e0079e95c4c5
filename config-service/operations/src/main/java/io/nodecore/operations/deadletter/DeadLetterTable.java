package io.nodecore.operations.deadletter;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.SqlBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code dead_letters}. */
public final class DeadLetterTable {

    private static final String ADD = """
            insert into dead_letters (id, projection, topic, partition, fact_offset, node_id, report_id, event_id,
                                      received_at, kept_at, cause, size_bytes, value_kept, redrive_of)
            select id, projection, topic, partition, fact_offset, node_id, report_id, event_id,
                   received_at, kept_at, cause, size_bytes, value_kept, redrive_of
            from unnest(:ids, :projections, :topics, :partitions, :offsets, :nodes, :reports, :events,
                        :received, :kept, :causes, :sizes, :values, :redrives)
                 with ordinality as letter (id, projection, topic, partition, fact_offset, node_id, report_id, event_id,
                        received_at, kept_at, cause, size_bytes, value_kept, redrive_of, n)
            order by n
            on conflict do nothing
            returning id
            """;

    private static final String FOUND = """
            select letter.*, redrive.decided_at, coalesce(redrive.lost, false) as lost
            from dead_letters letter left join redrives redrive on redrive.letter_id = letter.id
            """;

    private static final String FILTER = """
            where (cast(:topic as text) is null or letter.topic = :topic)
              and (cast(:projection as text) is null or letter.projection = :projection)
              and (cast(:node as bigint) is null or letter.node_id = :node)
              and (cast(:state as text) is null
                   or :state = case when redrive.letter_id is null then 'waiting' when redrive.lost then 'lost' else 'redriven' end)
              and (cast(:from as timestamptz) is null or letter.kept_at >= :from)
              and (cast(:to as timestamptz) is null or letter.kept_at < :to)
            """;

    private final JdbcClient jdbc;

    public DeadLetterTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the ids of the new ones: the projection that refused a fact may keep it twice */
    Set<Long> add(List<StoredDeadLetter> deadLetters) {
        return Set.copyOf(jdbc.sql(ADD)
                .param("ids", SqlBatch.bigints(deadLetters, StoredDeadLetter::id))
                .param("projections", SqlBatch.texts(deadLetters, StoredDeadLetter::projection))
                .param(
                        "topics",
                        SqlBatch.texts(
                                deadLetters, deadLetter -> deadLetter.origin().topic()))
                .param(
                        "partitions",
                        array(
                                "integer",
                                deadLetters,
                                deadLetter -> deadLetter.origin().partition()))
                .param(
                        "offsets",
                        SqlBatch.bigints(
                                deadLetters, deadLetter -> deadLetter.origin().offset()))
                .param("nodes", SqlBatch.bigints(deadLetters, StoredDeadLetter::nodeId))
                .param("reports", array("text", deadLetters, StoredDeadLetter::reportId))
                .param("events", array("text", deadLetters, StoredDeadLetter::eventId))
                .param("received", SqlBatch.times(deadLetters, StoredDeadLetter::receivedAt))
                .param("kept", SqlBatch.times(deadLetters, StoredDeadLetter::keptAt))
                .param("causes", SqlBatch.texts(deadLetters, StoredDeadLetter::cause))
                .param("sizes", array("integer", deadLetters, StoredDeadLetter::sizeBytes))
                .param("values", array("boolean", deadLetters, StoredDeadLetter::valueKept))
                .param("redrives", SqlBatch.bigints(deadLetters, StoredDeadLetter::redriveOf))
                .query((row, n) -> row.getLong("id"))
                .list());
    }

    public Optional<TrackedDeadLetter> find(long id) {
        return jdbc.sql(FOUND + "where letter.id = ?")
                .param(id)
                .query((row, n) -> deadLetter(row))
                .optional();
    }

    /** Newest first. */
    List<TrackedDeadLetter> page(DeadLetterFilter filter, DeadLetterCursor cursor, int atMost) {
        return filtered(FOUND + FILTER + """
                  and (cast(:before as timestamptz) is null or (letter.kept_at, letter.id) < (:before, :id))
                order by letter.kept_at desc, letter.id desc limit :most
                """, filter)
                .param("before", PostgresTime.utcOrNull(cursor.before()))
                .param("id", cursor.afterId())
                .param("most", atMost)
                .query((row, n) -> deadLetter(row))
                .list();
    }

    /** The sequence number of the dead letter that was read last, 0 if there is none. */
    public long latestSeq() {
        return jdbc.sql("select coalesce(max(seq), 0) from dead_letters")
                .query(Long.class)
                .single();
    }

    /**
     * The place of a dead letter in the order of the facts.
     *
     * @param origin the position of its fact
     */
    public record InOrder(RecordPosition origin, long id) {

        /** Before all others. */
        public static final InOrder BEGIN =
                new InOrder(new RecordPosition("", Integer.MIN_VALUE, Long.MIN_VALUE), Long.MIN_VALUE);
    }

    /**
     * Dead letters that wait and have their value, in the order of their facts; none that was read after {@code latestSeq}.
     *
     * @param behind the one after which the list continues
     */
    public List<InOrder> waiting(DeadLetterFilter filter, long latestSeq, InOrder behind, int atMost) {
        return filtered("""
                select letter.topic, letter.partition, letter.fact_offset, letter.id
                from dead_letters letter left join redrives redrive on redrive.letter_id = letter.id
                """ + FILTER + """
              and letter.value_kept and letter.seq <= :seq
              and (letter.topic, letter.partition, letter.fact_offset, letter.id)
                  > (:behindTopic, :behindPartition, :behindOffset, :behindId)
            order by letter.topic, letter.partition, letter.fact_offset, letter.id limit :most
            """, filter.waiting())
                .param("seq", latestSeq)
                .param("behindTopic", behind.origin().topic())
                .param("behindPartition", behind.origin().partition())
                .param("behindOffset", behind.origin().offset())
                .param("behindId", behind.id())
                .param("most", atMost)
                .query((row, n) -> new InOrder(origin(row), row.getLong("id")))
                .list();
    }

    /**
     * Dead letters whose redrive was decided and whose append is not confirmed, in the order of their facts.
     *
     * @param except partitions whose dead letters are omitted
     */
    public List<TrackedDeadLetter> toAppend(Set<TopicPartition> except, int atMost) {
        List<TopicPartition> partitions = List.copyOf(except);
        return jdbc.sql(FOUND + """
                where redrive.letter_id is not null and not redrive.appended and not redrive.lost
                  and (letter.topic, letter.partition) not in (select * from unnest(:topics, :partitions))
                order by letter.topic, letter.partition, letter.fact_offset, letter.id limit :most
                """)
                .param("topics", SqlBatch.texts(partitions, TopicPartition::topic))
                .param(
                        "partitions",
                        new SqlArrayValue(
                                "integer",
                                partitions.stream()
                                        .map(TopicPartition::partition)
                                        .toArray()))
                .param("most", atMost)
                .query((row, n) -> deadLetter(row))
                .list();
    }

    private StatementSpec filtered(String sql, DeadLetterFilter filter) {
        return jdbc.sql(sql)
                .param("topic", filter.topic())
                .param("projection", filter.projection())
                .param("node", filter.nodeId())
                .param("state", filter.state() == null ? null : filter.state().word())
                .param("from", PostgresTime.utcOrNull(filter.from()))
                .param("to", PostgresTime.utcOrNull(filter.to()));
    }

    private static RecordPosition origin(ResultSet row) throws SQLException {
        return new RecordPosition(row.getString("topic"), row.getInt("partition"), row.getLong("fact_offset"));
    }

    private static TrackedDeadLetter deadLetter(ResultSet row) throws SQLException {
        return new TrackedDeadLetter(
                new StoredDeadLetter(
                        row.getLong("id"),
                        row.getString("projection"),
                        origin(row),
                        row.getObject("node_id", Long.class),
                        row.getString("report_id"),
                        row.getString("event_id"),
                        PostgresTime.instantOrNull(row, "received_at"),
                        PostgresTime.instant(row, "kept_at"),
                        row.getString("cause"),
                        row.getInt("size_bytes"),
                        row.getBoolean("value_kept"),
                        row.getObject("redrive_of", Long.class)),
                PostgresTime.instantOrNull(row, "decided_at"),
                row.getBoolean("lost"));
    }

    private static SqlArrayValue array(
            String type,
            List<StoredDeadLetter> deadLetters,
            Function<StoredDeadLetter, ? extends @Nullable Object> column) {
        return new SqlArrayValue(type, deadLetters.stream().map(column).toArray());
    }
}
