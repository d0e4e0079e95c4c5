package io.nodecore.control.rebuild;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.control.decision.FactTables;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.wire.LifecycleFactWire;
import io.nodecore.control.wire.LifecycleFactWire.StoredFact;
import io.nodecore.journal.FactHeaders;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Applies {@code node.lifecycle} again, each fact once: a batch that the relay published twice contains the same event ids twice. */
final class LifecycleRebuild {

    /** A revision whose content has to be generated again. */
    record Unfilled(StoredFact.WithoutContent revision, Instant publishedAt) {}

    /** A repeated batch follows the first one, so older event ids do not occur again. */
    private static final int REMEMBERED = 100_000;

    private final FactTables<ControlFact> tables;
    private final UsedIds ids;
    private final Map<Long, Unfilled> withoutContent = new TreeMap<>();
    private final Set<String> eventIds = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    private long decisions;

    LifecycleRebuild(FactTables<ControlFact> tables, UsedIds ids) {
        this.tables = tables;
        this.ids = ids;
    }

    void add(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            FactHeaders headers = FactHeaders.readFrom(record.headers());
            if (eventIds.add(headers.eventId())) {
                apply(read(record, headers), Instant.ofEpochMilli(headers.receivedAtMs()));
                decisions++;
            }
        }
    }

    long decisions() {
        return decisions;
    }

    /** For each node, the latest revision if its content did not fit into its record; the content of earlier ones is lost. */
    Map<Long, Unfilled> withoutContent() {
        return withoutContent;
    }

    private void apply(StoredFact stored, Instant decidedAt) {
        switch (stored) {
            case StoredFact.Complete(var fact) -> {
                ids.saw(fact);
                tables.apply(List.of(fact), decidedAt);
                if (fact instanceof NodeFact.RevisionPublished || fact instanceof NodeFact.Deleted) {
                    withoutContent.remove(fact.nodeId());
                }
            }
            case StoredFact.WithoutContent revision ->
                withoutContent.put(revision.nodeId(), new Unfilled(revision, decidedAt));
        }
    }

    private static StoredFact read(ConsumerRecord<byte[], byte[]> record, FactHeaders headers) {
        try {
            return LifecycleFactWire.read(headers.nodeId(), record.value());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "%s-%d@%d can't be read".formatted(record.topic(), record.partition(), record.offset()), e);
        }
    }
}
