package io.nodecore.simulator.ledger;

import java.time.Instant;

/** Identifies a session event. The address is empty if there is none. */
public record SessionKey(
        long nodeId, long userId, String protocol, String eventType, Instant occurredAt, String ipAddress) {}
