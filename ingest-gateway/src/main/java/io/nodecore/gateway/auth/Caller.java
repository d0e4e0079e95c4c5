package io.nodecore.gateway.auth;

import io.nodecore.gateway.connection.Connection;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request, as the transport sees it; nothing is verified yet.
 *
 * @param connection the connection of the request
 * @param address of the client; differs from that of the connection if a trusted proxy forwards for the client
 * @param authKey the key that the request claims; empty if it has none
 */
public record Caller(
        Transport transport,
        Connection connection,
        String address,
        @Nullable String authKey) {

    public Caller {
        authKey = given(authKey);
    }

    /** An empty text means absent. */
    public static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Without the key: this text may reach a log. */
    @Override
    public String toString() {
        return transport.tag() + " caller at " + address;
    }
}
