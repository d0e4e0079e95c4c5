package io.nodecore.control.rebuild;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.control.decision.FactTables;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.wire.LifecycleFactWire;
import io.nodecore.control.wire.LifecycleFactWire.Told;
import io.nodecore.journal.FactHeaders;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Applies {@code node.lifecycle} again, each fact once: a batch that the relay published twice has the same event ids twice. */
final class LifecycleRebuild {

    /** A revision whose content has to be made again. */
    record Unfilled(Told.WithoutContent revision, Instant publishedAt) {}

    /** A repeated batch follows the first one, so what was read longer ago does not come again. */
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
                apply(told(record, headers), Instant.ofEpochMilli(headers.receivedAtMs()));
                decisions++;
            }
        }
    }

    long decisions() {
        return decisions;
    }

    /** By node, the latest revision where its content did not fit into its record; earlier ones are lost. */
    Map<Long, Unfilled> withoutContent() {
        return withoutContent;
    }

    private void apply(Told told, Instant decidedAt) {
        switch (told) {
            case Told.Fact(var fact) -> {
                ids.saw(fact);
                tables.apply(List.of(fact), decidedAt);
                if (fact instanceof NodeFact.RevisionPublished || fact instanceof NodeFact.Deleted) {
                    withoutContent.remove(fact.nodeId());
                }
            }
            case Told.WithoutContent revision ->
                withoutContent.put(revision.nodeId(), new Unfilled(revision, decidedAt));
        }
    }

    private static Told told(ConsumerRecord<byte[], byte[]> record, FactHeaders headers) {
        try {
            return LifecycleFactWire.read(headers.nodeId(), record.value());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "%s-%d@%d can't be read".formatted(record.topic(), record.partition(), record.offset()), e);
        }
    }
}
