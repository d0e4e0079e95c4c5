package io.nodecore.control.rebuild;

import io.nodecore.control.decision.WriteLock;
import io.nodecore.replay.OwnedTable;
import io.nodecore.schemas.Topic;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables beside those of the control plane that are rebuilt together with them, from topics of their own. */
public interface RebuildPart {

    /** Held by every writer of the tables; the rebuild holds it too. */
    WriteLock lock();

    List<Topic<?>> topics();

    /** Compared and exchanged. */
    List<OwnedTable> tables();

    /** Sequences that {@link #finish} sets. */
    default List<String> sequences() {
        return List.of();
    }

    /**
     * Applies records of one of the topics: in order within each partition, a record perhaps twice.
     *
     * @param schema with the tables to fill
     */
    void apply(JdbcClient schema, List<ConsumerRecord<byte[], byte[]>> records);

    /** Called once when all records are applied. */
    default void finish(JdbcClient schema) {}
}
