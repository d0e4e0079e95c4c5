package io.nodecore.operations.deadletter;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.Rows;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topic;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Derives {@code dead_letters} from the dead-letter topics of all services. It refuses no record. */
final class DeadLettersProjection implements Projection<StoredDeadLetter> {

    static final String NAME = "dead-letters";

    /** Dead letters are not facts of nodes: the node is named inside the dead letter. */
    private static final FactHeaders NONE = new FactHeaders("letter", 1, 0, "letter");

    /** For a replay. The order in which dead letters were read follows from no fact, so the replay exchanges rows and not the table. */
    static Replayable<?> replayable() {
        return Replayable.of(
                new DeadLettersProjection(),
                OwnedTable.of("dead_letters", "id")
                        .withColumns(
                                "id",
                                "projection",
                                "topic",
                                "partition",
                                "fact_offset",
                                "node_id",
                                "report_id",
                                "event_id",
                                "received_at",
                                "kept_at",
                                "cause",
                                "size_bytes",
                                "value_kept",
                                "redrive_of")
                        .picking(scope -> switch (scope) {
                            case Scope.Everything everything -> new Rows.Where("true");
                            case Scope.OfNode(long nodeId) -> new Rows.Where("node_id = " + nodeId);
                            case Scope.OfUser ofUser -> new Rows.Refused("a dead letter belongs to no user");
                            case Scope.Since(Instant from) -> new Rows.Where("kept_at >= '" + from + "'");
                            case Scope.FromOffset fromOffset -> Rows.NONE;
                        }));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Topic<?>> topics() {
        return DeadLetterTopics.DEAD_LETTERS;
    }

    @Override
    public JournaledFact<StoredDeadLetter> read(ConsumerRecord<byte[], byte[]> record) {
        return new JournaledFact<>(
                record.topic(), record.partition(), record.offset(), NONE, DeadLetterWire.read(record));
    }

    @Override
    public List<JournaledFact<StoredDeadLetter>> apply(
            Connection connection, List<JournaledFact<StoredDeadLetter>> deadLetters) {
        if (deadLetters.isEmpty()) {
            return deadLetters;
        }
        var table = new DeadLetterTable(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        Set<Long> added =
                table.add(deadLetters.stream().map(JournaledFact::fact).toList());
        return deadLetters.stream()
                .filter(deadLetter -> added.contains(deadLetter.fact().id()))
                .toList();
    }
}
