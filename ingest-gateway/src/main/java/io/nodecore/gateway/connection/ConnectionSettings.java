package io.nodecore.gateway.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of connections. A connection is unauthenticated until a request on it has a valid key; from then on it belongs to the node,
 * and only the limits of the node apply.
 *
 * @param unauthenticatedPerAddress unauthenticated connections of one address (for IPv6 one /64); beyond it the oldest is closed
 * @param unauthenticatedAge an unauthenticated connection is closed after this time
 * @param perNode connections of one node; beyond it the oldest is closed
 * @param callsPerConnection open gRPC calls of one connection
 * @param unauthenticatedCallsPerAddress open gRPC calls of one address on unauthenticated connections
 * @param headerSize headers (metadata) of one gRPC call
 * @param resets HTTP/2 streams that a client may reset on one connection within {@code resetPeriod}; beyond it the connection is closed
 * @param window HTTP/2 flow-control window of a connection and of each of its streams
 */
@ConfigurationProperties("nodecore.gateway.connections")
public record ConnectionSettings(
        @DefaultValue("100") int unauthenticatedPerAddress,
        @DefaultValue("2m") Duration unauthenticatedAge,
        @DefaultValue("1000") int perNode,
        @DefaultValue("1000") int callsPerConnection,
        @DefaultValue("100") int unauthenticatedCallsPerAddress,
        @DefaultValue("16KB") DataSize headerSize,
        @DefaultValue("500") int resets,
        @DefaultValue("10s") Duration resetPeriod,
        @DefaultValue("1MB") DataSize window) {

    public ConnectionSettings {
        if (window.toBytes() < 2 * 64 * 1024) {
            throw new IllegalArgumentException(
                    "window must hold the 128 KB in which a call shows its key, got " + window);
        }
    }
}
