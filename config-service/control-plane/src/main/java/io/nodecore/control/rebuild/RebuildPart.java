package io.nodecore.control.rebuild;

import io.nodecore.control.decision.WriteLock;
import io.nodecore.replay.OwnedTable;
import io.nodecore.schemas.Topic;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables besides those of the control plane that are rebuilt together with them, from their own topics. */
public interface RebuildPart {

    /** The lock that every writer of the tables holds; the rebuild holds it too. */
    WriteLock lock();

    List<Topic<?>> topics();

    /** The tables that are compared and exchanged. */
    List<OwnedTable> tables();

    /** Sequences that {@link #finish} sets. */
    default List<String> sequences() {
        return List.of();
    }

    /**
     * Applies records of one of the topics: in order within each partition, and some records possibly twice.
     *
     * @param schema with the tables to fill
     */
    void apply(JdbcClient schema, List<ConsumerRecord<byte[], byte[]>> records);

    /** Called once when all records are applied. */
    default void finish(JdbcClient schema) {}
}
