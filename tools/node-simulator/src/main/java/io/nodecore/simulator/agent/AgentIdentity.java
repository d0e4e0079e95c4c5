package io.nodecore.simulator.agent;

import java.util.Map;

/**
 * Who an agent is, once it has registered.
 *
 * @param ip the address of its own HTTP server, as registered
 * @param port the port of its own HTTP server, as registered
 * @param protocolIds inbound tag → node protocol id, from the admin API
 */
public record AgentIdentity(
        long nodeId, String name, String ip, int port, String authKey, Map<String, Long> protocolIds) {

    public AgentIdentity {
        protocolIds = Map.copyOf(protocolIds);
    }

    /** Leaves the key out: this text ends in logs. */
    @Override
    public String toString() {
        return "node " + nodeId + " (" + name + ")";
    }
}
