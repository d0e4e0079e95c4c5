package io.nodecore.gateway.auth;

import io.nodecore.gateway.connection.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as the transport sees it; nothing of it is verified yet.
 *
 * @param connection the connection of the request
 * @param address of the client; differs from that of the connection if a trusted proxy names another
 * @param authKey the key that the request claims; an empty one is none
 */
public record Caller(
        Transport transport,
        Connection connection,
        String address,
        @Nullable String authKey) {

    public Caller {
        authKey = given(authKey);
    }

    /** An empty text means that nothing is given. */
    public static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Without the key: this text may reach a log. */
    @Override
    public String toString() {
        return transport.tag() + " caller at " + address;
    }
}
