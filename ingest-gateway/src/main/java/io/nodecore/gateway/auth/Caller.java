package io.nodecore.gateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as the transport sees it; nothing of it is verified yet.
 *
 * @param address the remote end of the connection; forwarding headers are not trusted
 * @param authKey the key that the request claims; an empty one is none
 */
public record Caller(
        Transport transport, String address, @Nullable String authKey) {

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
