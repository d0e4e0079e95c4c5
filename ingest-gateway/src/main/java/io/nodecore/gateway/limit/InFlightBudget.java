package io.nodecore.gateway.limit;

import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of requests may be held at once, from the first byte read until the answer, in all and for one node. Beyond it the
 * gateway refuses.
 */
public final class InFlightBudget {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final long limitBytes;
    private final long nodeLimitBytes;
    private final int nodeLimitLeases;
    private final AtomicLong heldBytes = new AtomicLong();
    private final Map<Long, Share> shares = new ConcurrentHashMap<>();

    /**
     * @param nodeLimitBytes bytes of one node
     * @param nodeLimitLeases requests of one node
     */
    public InFlightBudget(long limitBytes, long nodeLimitBytes, int nodeLimitLeases) {
        this.limitBytes = limitBytes;
        this.nodeLimitBytes = nodeLimitBytes;
        this.nodeLimitLeases = nodeLimitLeases;
    }

    /** A budget for requests of no node. */
    public InFlightBudget(long limitBytes) {
        this(limitBytes, limitBytes, Integer.MAX_VALUE);
    }

    public Lease open() {
        return new Lease();
    }

    public long heldBytes() {
        return heldBytes.get();
    }

    public long limitBytes() {
        return limitBytes;
    }

    private record Share(int leases, long bytes) {}

    /** What one request holds. Used by one thread at a time. */
    public final class Lease implements AutoCloseable {

        private final AtomicLong bytes = new AtomicLong();
        private volatile @Nullable Long node;

        private Lease() {}

        /**
         * From here on the request is one of this node.
         *
         * @throws Refused ({@link Failure.TooManyRequests}) when the node has too many requests under way
         */
        public void assign(long nodeId) {
            if (share(nodeId, 1, 0).leases() > nodeLimitLeases) {
                share(nodeId, -1, 0);
                throw new Refused(new Failure.TooManyRequests(RETRY));
            }
            node = nodeId;
        }

        /**
         * Holds more bytes.
         *
         * @throws Refused when the budget is full ({@link Failure.Overloaded}) or the node's share of it is ({@link
         *     Failure.TooManyRequests}); what was held before stays held
         */
        public void grow(long more) {
            Long nodeId = node;
            if (nodeId != null && share(nodeId, 0, more).bytes() > nodeLimitBytes) {
                share(nodeId, 0, -more);
                throw new Refused(new Failure.TooManyRequests(RETRY));
            }
            if (heldBytes.addAndGet(more) > limitBytes) {
                heldBytes.addAndGet(-more);
                if (nodeId != null) {
                    share(nodeId, 0, -more);
                }
                throw new Refused(new Failure.Overloaded("the gateway holds as many requests as it may"));
            }
            bytes.addAndGet(more);
        }

        /** Gives all of it back; safe to call again. */
        @Override
        public void close() {
            long held = bytes.getAndSet(0);
            heldBytes.addAndGet(-held);
            Long nodeId = node;
            if (nodeId != null) {
                node = null;
                share(nodeId, -1, -held);
            }
        }

        private Share share(long nodeId, int leases, long more) {
            Share[] now = new Share[1];
            shares.compute(nodeId, (_, known) -> {
                now[0] = known == null
                        ? new Share(leases, more)
                        : new Share(known.leases() + leases, known.bytes() + more);
                return now[0].leases() == 0 && now[0].bytes() == 0 ? null : now[0];
            });
            return now[0];
        }
    }
}
