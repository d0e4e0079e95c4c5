package io.nodecore.gateway;

import io.nodecore.gateway.readiness.WatchedTable;
import io.nodecore.journal.CompactedTable;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.Multipliers;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.NodeKey;
import io.nodecore.schemas.control.NodeMultipliers;
import io.nodecore.schemas.control.NodeRevision;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The gateway's copy of control-plane data: keys, revisions and multipliers from the compacted {@code control.*} topics, in memory. */
final class ControlTables implements AutoCloseable {

    private final List<BiConsumer<String, @Nullable NodeKey>> onKey = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<String, @Nullable NodeRevision>> onRevision = new CopyOnWriteArrayList<>();
    private final CompactedTable<NodeKey> keys;
    private final CompactedTable<NodeRevision> revisions;
    private final CompactedTable<Multipliers> multipliers;

    ControlTables(KafkaSettings kafka) {
        keys = new CompactedTable<>(
                Topics.CONTROL_KEYS,
                kafka,
                NodeKey::parseFrom,
                (hash, row) -> onKey.forEach(listener -> listener.accept(hash, row)));
        revisions = new CompactedTable<>(
                Topics.CONTROL_REVISIONS,
                kafka,
                NodeRevision::parseFrom,
                (node, row) -> onRevision.forEach(listener -> listener.accept(node, row)));
        multipliers = new CompactedTable<>(
                Topics.CONTROL_MULTIPLIERS,
                kafka,
                value -> Multipliers.of(NodeMultipliers.parseFrom(value)),
                (node, row) -> {});
    }

    @Nullable
    NodeKey key(String hash) {
        return keys.get(hash);
    }

    @Nullable
    NodeRevision revision(String nodeId) {
        return revisions.get(nodeId);
    }

    /** The factor by which the bytes of a node count against limits. */
    Multipliers multipliers(long nodeId) {
        Multipliers ofNode = multipliers.get(Long.toString(nodeId));
        return ofNode == null ? Multipliers.ONE : ofNode;
    }

    void onKey(BiConsumer<String, @Nullable NodeKey> listener) {
        onKey.add(listener);
    }

    void onRevision(BiConsumer<String, @Nullable NodeRevision> listener) {
        onRevision.add(listener);
    }

    /** Starts the tables and waits until they hold the current content of their topics. */
    void start(Duration atMost) throws InterruptedException {
        keys.start();
        revisions.start();
        multipliers.start();
        if (!keys.awaitReady(atMost) || !revisions.awaitReady(atMost) || !multipliers.awaitReady(atMost)) {
            throw new IllegalStateException("the control.* topics could not be read within " + atMost);
        }
    }

    /** The tables with their topics, so that readiness detects a table that does not follow its topic. */
    List<WatchedTable> watched() {
        return List.of(
                new Watched<>(Topics.CONTROL_KEYS, keys, NodeKey::parseFrom),
                new Watched<>(Topics.CONTROL_REVISIONS, revisions, NodeRevision::parseFrom),
                new Watched<>(
                        Topics.CONTROL_MULTIPLIERS,
                        multipliers,
                        value -> Multipliers.of(NodeMultipliers.parseFrom(value))));
    }

    private record Watched<V>(Topic<?> topic, CompactedTable<V> table, CompactedTable.Decoder<V> decoder)
            implements WatchedTable {
        @Override
        public boolean holds(String key, byte @Nullable [] value) {
            try {
                return Objects.equals(table.get(key), value == null ? null : decoder.decode(value));
            } catch (Exception e) {
                // The table skipped and logged this record.
                return true;
            }
        }
    }

    int knownKeys() {
        return keys.size();
    }

    @Override
    public void close() throws InterruptedException {
        keys.close();
        revisions.close();
        multipliers.close();
    }
}
