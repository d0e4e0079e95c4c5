package io.nodecore.control.change;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.control.decision.WriteLock;
import io.nodecore.control.rebuild.RebuildPart;
import io.nodecore.replay.OwnedTable;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rebuilds {@code admin_changes} from {@code control.changes}. */
public final class ChangeRebuild implements RebuildPart {

    /** Decisions of operators write it, too; the rebuild holds their lock because of their own tables. */
    @Override
    public WriteLock lock() {
        return WriteLock.CONTROL;
    }

    @Override
    public List<Topic<?>> topics() {
        return List.of(Topics.CONTROL_CHANGES);
    }

    @Override
    public List<OwnedTable> tables() {
        return List.of(OwnedTable.of("admin_changes", "decision", "ordinal"));
    }

    @Override
    public void apply(JdbcClient schema, List<ConsumerRecord<byte[], byte[]>> records) {
        var table = new ChangeTable(schema);
        records.forEach(record -> table.apply(read(record)));
    }

    private static List<Change> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ChangeWire.read(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "%s-%d@%d can't be read".formatted(record.topic(), record.partition(), record.offset()), e);
        }
    }
}
