package io.nodecore.gateway.limit;

import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Limits the bytes of requests in memory, from the first byte read until the answer, in total and for each node. Beyond the limit the
 * gateway refuses requests.
 */
public final class InFlightBudget {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final long limitBytes;
    private final long nodeLimitBytes;
    private final int nodeLimitLeases;
    private final AtomicLong heldBytes = new AtomicLong();
    private final Map<Long, Share> shares = new ConcurrentHashMap<>();

    /**
     * @param nodeLimitBytes maximum bytes of one node
     * @param nodeLimitLeases maximum number of requests of one node
     */
    public InFlightBudget(long limitBytes, long nodeLimitBytes, int nodeLimitLeases) {
        this.limitBytes = limitBytes;
        this.nodeLimitBytes = nodeLimitBytes;
        this.nodeLimitLeases = nodeLimitLeases;
    }

    /** A budget for requests that belong to no node. */
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

    /** The bytes that one request holds. Used by one thread at a time. */
    public final class Lease implements AutoCloseable {

        private final AtomicLong bytes = new AtomicLong();
        private volatile @Nullable Long node;

        private Lease() {}

        /**
         * From now on the request belongs to this node.
         *
         * @throws Refused ({@link Failure.TooManyRequests}) if the node has too many requests in progress
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
         * @throws Refused if the budget is full ({@link Failure.Overloaded}) or the node's part of it is ({@link Failure.TooManyRequests});
         *     the bytes held before stay held
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

        /** Releases all bytes; safe to call again. */
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
