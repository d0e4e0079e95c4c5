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
 * The open watches, which are notified when the latest revision of their node changes. A watch gets the newest revision only; revisions in
 * between are skipped.
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
     * @param most maximum number of watches
     * @param mostOfNode maximum number of watches of one node
     */
    public ConfigWatches(Revisions revisions, int most, int mostOfNode) {
        this.revisions = revisions;
        this.most = most;
        this.mostOfNode = mostOfNode;
    }

    /** Receives the events of a watch. Called on any thread, one call at a time, and must not block. */
    public interface Listener {
        void published(long revision);

        void ended(Failure failure);
    }

    /**
     * Opens a watch, and notifies it at once if the latest revision differs from the one that the node has.
     *
     * @param revision the revision that the node has, or null
     * @return closes the watch; safe to call again
     * @throws Refused if the node ({@link Failure.TooManyRequests}) or the gateway ({@link Failure.Overloaded}) has its maximum number of
     *     open watches
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
        // From here on, the watch is notified of every change; an earlier change is detected now.
        watch.offer(() -> revisions.latest(node.nodeId()));
        if (closed) {
            end(watch, new Failure.ShuttingDown());
        }
        return () -> remove(watch);
    }

    /** The table has changed. */
    public void published(String nodeId, long revision) {
        Set<Watch> watches = byNode.getOrDefault(Long.valueOf(nodeId), Set.of());
        watches.forEach(watch -> watch.offer(() -> revision));
    }

    /** Closes the watches of a key that is no longer valid. */
    public void revoked(KeyHash key) {
        byNode.values()
                .forEach(watches -> watches.stream()
                        .filter(watch -> watch.node.key().equals(key))
                        .forEach(watch -> end(watch, new Failure.Unauthenticated())));
    }

    /** Closes every watch and opens no further ones. */
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
        private long notified;
        private boolean isOpen;
        private boolean ended;

        Watch(NodeIdentity node, long has, Listener listener) {
            this.node = node;
            this.notified = has;
            this.listener = listener;
        }

        /** The revision is read inside the lock: if it were read before, it could be older than a revision that is published meanwhile. */
        synchronized void offer(LongSupplier latest) {
            long revision = latest.getAsLong();
            // The first notification is sent for any difference, later ones only for a newer revision: a table that
            // reads its topic again
            // shows old revisions.
            if (!ended && (isOpen ? revision > notified : revision != notified)) {
                notified = revision;
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
