package io.nodecore.simulator.ledger;

import java.time.Instant;

/** What makes a session event the same event. The address is empty where there is none. */
public record SessionKey(
        long nodeId, long userId, String protocol, String eventType, Instant occurredAt, String ipAddress) {}
