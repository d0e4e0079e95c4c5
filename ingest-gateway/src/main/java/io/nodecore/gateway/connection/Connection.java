package io.nodecore.gateway.connection;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection of a client, on either transport. */
public final class Connection {

    private static final long NO_NODE = 0;

    private final Runnable close;
    private final AtomicLong nodeId = new AtomicLong(NO_NODE);
    private volatile @Nullable String address;

    /** @param close ends the connection; called on any thread */
    public Connection(Runnable close) {
        this.close = close;
    }

    /** The address of the client, or a text that states that it is unknown. */
    public String address() {
        String known = address;
        return known == null ? "unknown" : known;
    }

    /** Returns whether the client is known; with the PROXY protocol only after the header. */
    boolean isOpened() {
        return address != null;
    }

    void address(String client) {
        address = client;
    }

    /** Returns whether a request on this connection had a valid key. */
    public boolean isAuthenticated() {
        return nodeId.get() != NO_NODE;
    }

    /** Returns whether the connection had no node before. */
    boolean belongsTo(long node) {
        return nodeId.get() == NO_NODE && nodeId.compareAndSet(NO_NODE, node);
    }

    long nodeId() {
        return nodeId.get();
    }

    void close() {
        close.run();
    }
}
