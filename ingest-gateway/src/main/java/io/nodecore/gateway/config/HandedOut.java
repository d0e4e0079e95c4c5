package io.nodecore.gateway.config;

import io.nodecore.gateway.limit.InFlightBudget;

/** A config on its way to a node. It is held in memory until the node has read it, so {@link #close()} has to follow. */
public record HandedOut(NodeConfig config, InFlightBudget.Lease lease) implements AutoCloseable {

    @Override
    public void close() {
        lease.close();
    }
}
