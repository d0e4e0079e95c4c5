package io.nodecore.gateway.config;

import io.nodecore.gateway.limit.InFlightBudget;

/** A config that is being sent to a node. It uses memory until the node has read it, so the caller must call {@link #close()}. */
public record HandedOut(NodeConfig config, InFlightBudget.Lease lease) implements AutoCloseable {

    @Override
    public void close() {
        lease.close();
    }
}
