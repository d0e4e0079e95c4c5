package io.nodecore.nodeconfig;

import org.jspecify.annotations.Nullable;

/**
 * The properties with which a node registered, including later changes by admins.
 *
 * @param ip an IPv4 or IPv6 literal
 * @param port of the agent's own HTTP server, 1 to 65535
 */
public record NodeProfile(
        String name,
        String ip,
        int port,
        String region,
        @Nullable String domain) {

    /** Returns whether a repeated registration code comes from the same node: same name, ip and port. */
    public boolean isSameNodeAs(NodeProfile other) {
        return name.equals(other.name) && ip.equals(other.ip) && port == other.port;
    }
}
