package io.nodecore.simulator.traffic;

/**
 * One UUID of a subscription on one node protocol: the unit by which a node separates traffic.
 *
 * @param subscriptionId 0 for none
 * @param protocol the inbound's VPN protocol, such as {@code vless}
 */
public record Link(String uuid, long userId, long subscriptionId, long nodeProtocolId, String protocol) {}
