package io.nodecore.control.rebuild;

import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.SavepointManager;

/**
 * Fills the tables of a projection in the transaction of its caller, and sets its positions to the end of the reading, so that the live
 * projection continues from there. Facts that can't be applied are already dead letters, and are skipped.
 */
final class ProjectionRebuild<F> {

    private static final Logger log = LoggerFactory.getLogger(ProjectionRebuild.class);

    private final Projection<F> projection;
    private long applied;

    ProjectionRebuild(Projection<F> projection) {
        this.projection = projection;
    }

    /** @return number of applied facts, including repeats */
    long run(TopicReader topics, Connection connection, SavepointManager transaction, JdbcClient jdbc) {
        for (Topic<?> topic : projection.topics()) {
            topics.read(topic, records -> apply(connection, transaction, decoded(records)));
            storePositions(jdbc, topics.ends(topic));
        }
        return applied;
    }

    private List<JournaledFact<F>> decoded(List<ConsumerRecord<byte[], byte[]>> records) {
        List<JournaledFact<F>> facts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                facts.add(projection.read(record));
            } catch (Exception e) {
                log.warn("{}-{}@{} is skipped: {}", record.topic(), record.partition(), record.offset(), e.toString());
            }
        }
        return facts;
    }

    /** Splits a failing batch in halves until each fact that can't be applied is alone. */
    private void apply(Connection connection, SavepointManager transaction, List<JournaledFact<F>> facts) {
        if (facts.isEmpty()) {
            return;
        }
        Object before = transaction.createSavepoint();
        try {
            projection.apply(connection, facts);
            transaction.releaseSavepoint(before);
            applied += facts.size();
        } catch (SQLException | DataAccessException e) {
            transaction.rollbackToSavepoint(before);
            if (facts.size() == 1) {
                JournaledFact<F> fact = facts.getFirst();
                log.warn("{}-{}@{} is skipped: {}", fact.topic(), fact.partition(), fact.offset(), e.toString());
                return;
            }
            int middle = facts.size() / 2;
            apply(connection, transaction, facts.subList(0, middle));
            apply(connection, transaction, facts.subList(middle, facts.size()));
        }
    }

    private void storePositions(JdbcClient jdbc, Map<TopicPartition, Long> ends) {
        List<TopicPartition> partitions = List.copyOf(ends.keySet());
        jdbc.sql("""
                insert into projection_positions as held
                    (projection, topic, partition, first_offset, next_offset, epoch, updated_at)
                select :projection, topic, partition, next_offset, next_offset, 1, now()
                from unnest(:topics, :partitions, :offsets) as ended (topic, partition, next_offset)
                on conflict (projection, topic, partition)
                    do update set first_offset = excluded.first_offset, next_offset = excluded.next_offset,
                                  applied = 0, repeated = 0, dead_lettered = 0, passed_over = 0, refusals_from = null,
                                  epoch = held.epoch + 1, updated_at = now()
                """)
                .param("projection", projection.name())
                .param(
                        "topics",
                        new SqlArrayValue(
                                "text",
                                partitions.stream().map(TopicPartition::topic).toArray()))
                .param(
                        "partitions",
                        new SqlArrayValue(
                                "integer",
                                partitions.stream()
                                        .map(TopicPartition::partition)
                                        .toArray()))
                .param(
                        "offsets",
                        new SqlArrayValue(
                                "bigint", partitions.stream().map(ends::get).toArray()))
                .update();
    }
}
