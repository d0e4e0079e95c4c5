package io.nodecore.simulator.ledger;

import java.time.Instant;

/**
 * The key of {@code usage_minutes}.
 *
 * @param minute the start of a UTC minute
 * @param subscriptionId 0 for none
 */
public record UsageKey(Instant minute, long nodeId, long userId, long subscriptionId, long nodeProtocolId) {}
