package io.nodecore.operations.correction;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.control.decision.WriteLock;
import io.nodecore.control.rebuild.RebuildPart;
import io.nodecore.journal.FactHeaders;
import io.nodecore.replay.OwnedTable;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rebuilds corrections from {@code usage.corrected}, which has unlimited retention: ids continue after the highest one. */
public final class CorrectionRebuild implements RebuildPart {

    private static final String IDS = "usage_correction_ids";

    @Override
    public WriteLock lock() {
        return WriteLock.OPERATIONS;
    }

    @Override
    public List<Topic<?>> topics() {
        return List.of(Topics.USAGE_CORRECTED);
    }

    @Override
    public List<OwnedTable> tables() {
        return List.of(
                OwnedTable.of("usage_corrections", "id"),
                OwnedTable.of("usage_correction_parts", "correction_id", "part"));
    }

    @Override
    public List<String> sequences() {
        return List.of(IDS);
    }

    @Override
    public void apply(JdbcClient schema, List<ConsumerRecord<byte[], byte[]>> records) {
        var corrections = new CorrectionTable(schema);
        records.forEach(record -> corrections.apply(fact(record)));
    }

    @Override
    public void finish(JdbcClient schema) {
        schema.sql("select setval(cast(? as regclass), max(id)) from usage_corrections having max(id) is not null")
                .param(IDS)
                .query(rs -> {});
    }

    private static CorrectionFact fact(ConsumerRecord<byte[], byte[]> record) {
        try {
            return CorrectionWire.read(FactHeaders.readFrom(record.headers()).nodeId(), record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "%s-%d@%d can't be read".formatted(record.topic(), record.partition(), record.offset()), e);
        }
    }
}
