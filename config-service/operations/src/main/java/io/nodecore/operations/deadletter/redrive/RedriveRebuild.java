package io.nodecore.operations.deadletter.redrive;

import io.nodecore.control.decision.WriteLock;
import io.nodecore.control.rebuild.RebuildPart;
import io.nodecore.replay.OwnedTable;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rebuilds redrives from the states in {@code control.redrives}. Earlier states of a key have no effect after the latest one. */
public final class RedriveRebuild implements RebuildPart {

    @Override
    public WriteLock lock() {
        return WriteLock.OPERATIONS;
    }

    @Override
    public List<Topic<?>> topics() {
        return List.of(Topics.CONTROL_REDRIVES);
    }

    @Override
    public List<OwnedTable> tables() {
        return List.of(OwnedTable.of("redrives", "letter_id"));
    }

    @Override
    public void apply(JdbcClient schema, List<ConsumerRecord<byte[], byte[]>> records) {
        var redrives = new RedriveTable(schema);
        // One by one: a statement can't update the same row twice.
        records.stream().map(RedriveWire::read).forEach(redrive -> redrives.apply(List.of(redrive)));
    }
}
