package io.nodecore.simulator.ledger;

/** The key of {@code node_outbounds}. */
public record OutboundKey(long nodeId, String tag) {}
