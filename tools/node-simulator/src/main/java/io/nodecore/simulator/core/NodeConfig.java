package io.nodecore.simulator.core;

import tools.jackson.databind.JsonNode;

/**
 * The desired config of a node.
 *
 * @param revision 0 while nothing is configured
 * @param clientMap link UUID → {@code {userId, subscriptionId}} of Xray links
 * @param mtprotoClientMap the same for MTProto links
 * @param services {@code {xray?: {inbounds, outbounds, routing}, mtproto?: {inbounds}}}
 */
public record NodeConfig(long revision, JsonNode clientMap, JsonNode mtprotoClientMap, JsonNode services) {}
