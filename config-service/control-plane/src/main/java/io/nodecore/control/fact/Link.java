package io.nodecore.control.fact;

import java.util.UUID;

/**
 * One UUID of a subscription on one node protocol; Xray and telemt count traffic by it.
 *
 * @param id grows in the order of creation
 */
public record Link(long id, UUID uuid, long subscriptionId, long nodeProtocolId, long nodeId) {}
