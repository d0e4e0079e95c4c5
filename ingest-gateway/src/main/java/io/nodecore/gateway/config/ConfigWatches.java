package io.nodecore.gateway.config;

import io.nodecore.gateway.auth.KeyHash;
import io.nodecore.gateway.auth.NodeIdentity;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The open watches: who is told when a node's latest revision changes. A watch learns of the newest revision only; ones that were
 * passed over meanwhile are of no use to it.
 */
public final class ConfigWatches {

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Revisions revisions;
    private final int most;
    private final int mostOfNode;
    private final Map<Long, Set<Watch>> byNode = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param most watches in all
     * @param mostOfNode watches of one node
     */
    public ConfigWatches(Revisions revisions, int most, int mostOfNode) {
        this.revisions = revisions;
        this.most = most;
        this.mostOfNode = mostOfNode;
    }

    /** Where a watch is told. Called on any thread, one call at a time, and must not block. */
    public interface Listener {
        void published(long revision);

        void ended(Failure failure);
    }

    /**
     * Opens a watch, and tells it at once when the latest revision differs from what the node has.
     *
     * @param revision what the node has, or null
     * @return closes the watch; safe to call again
     * @throws Refused when the node ({@link Failure.TooManyRequests}) or all nodes ({@link Failure.Overloaded}) have as many watches open
     *     as they may
     */
    public Runnable open(NodeIdentity node, @Nullable Long revision, Listener listener) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            throw new Refused(new Failure.Overloaded("as many config watches are open as may be"));
        }
        Watch watch = new Watch(node, revision == null ? Revisions.NONE : revision, listener);
        boolean[] added = new boolean[1];
        byNode.compute(node.nodeId(), (_, existing) -> {
            Set<Watch> watches = existing == null ? ConcurrentHashMap.newKeySet() : existing;
            added[0] = watches.size() < mostOfNode && watches.add(watch);
            return watches;
        });
        if (!added[0]) {
            open.decrementAndGet();
            throw new Refused(new Failure.TooManyRequests(RETRY));
        }
        // From here on a change is told; whatever came before is found now.
        watch.tell(() -> revisions.latest(node.nodeId()));
        if (closed) {
            end(watch, new Failure.ShuttingDown());
        }
        return () -> remove(watch);
    }

    /** The table changed. */
    public void published(String nodeId, long revision) {
        Set<Watch> watches = byNode.getOrDefault(Long.valueOf(nodeId), Set.of());
        watches.forEach(watch -> watch.tell(() -> revision));
    }

    /** Ends what a key opened that is not valid any more. */
    public void revoked(KeyHash key) {
        byNode.values()
                .forEach(watches -> watches.stream()
                        .filter(watch -> watch.node.key().equals(key))
                        .forEach(watch -> end(watch, new Failure.Unauthenticated())));
    }

    /** Ends every watch and opens no more. */
    public void close() {
        closed = true;
        byNode.values().forEach(watches -> watches.forEach(watch -> end(watch, new Failure.ShuttingDown())));
    }

    public int open() {
        return open.get();
    }

    private void end(Watch watch, Failure failure) {
        if (remove(watch)) {
            watch.end(failure);
        }
    }

    private boolean remove(Watch watch) {
        boolean[] removed = new boolean[1];
        byNode.computeIfPresent(watch.node.nodeId(), (_, watches) -> {
            removed[0] = watches.remove(watch);
            return watches.isEmpty() ? null : watches;
        });
        if (removed[0]) {
            open.decrementAndGet();
        }
        return removed[0];
    }

    private static final class Watch {

        private final NodeIdentity node;
        private final Listener listener;
        private long told;
        private boolean isOpen;
        private boolean ended;

        Watch(NodeIdentity node, long has, Listener listener) {
            this.node = node;
            this.told = has;
            this.listener = listener;
        }

        /** The revision is read inside the lock: read before, it could be older than one that was told meanwhile. */
        synchronized void tell(LongSupplier latest) {
            long revision = latest.getAsLong();
            // At first whatever differs, then only what is newer: a table that reads its topic again shows old
            // revisions.
            if (!ended && (isOpen ? revision > told : revision != told)) {
                told = revision;
                listener.published(revision);
            }
            isOpen = true;
        }

        synchronized void end(Failure failure) {
            if (!ended) {
                ended = true;
                listener.ended(failure);
            }
        }
    }
}
