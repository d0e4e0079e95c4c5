package io.nodecore.gateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as the transport sees it; nothing of it is verified yet.
 *
 * @param address the remote end of the connection; forwarding headers are not trusted
 * @param authKey the key that the request claims
 */
public record Caller(
        Transport transport, String address, @Nullable String authKey) {

    /** Without the key: this text may reach a log. */
    @Override
    public String toString() {
        return transport.tag() + " caller at " + address;
    }
}
