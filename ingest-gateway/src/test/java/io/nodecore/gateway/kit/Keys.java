package io.nodecore.gateway.kit;

import io.nodecore.gateway.auth.KeyHash;

/** Auth keys of tests. */
public final class Keys {

    private Keys() {}

    public static String of(long nodeId) {
        return "key-of-node-" + nodeId;
    }

    public static String hash(String authKey) {
        return KeyHash.of(authKey).hex();
    }
}
