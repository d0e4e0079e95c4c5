package io.nodecore.nodeconfig;

/**
 * One inbound of one node.
 *
 * @param id unique over all nodes, 1 or greater; stays while the inbound's tag stays
 * @param tag unique within the node
 */
public record NodeProtocol(long id, long nodeId, String tag, VpnProtocol protocol) {}
