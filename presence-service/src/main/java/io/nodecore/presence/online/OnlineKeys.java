package io.nodecore.presence.online;

/** The names of the presence keys. Other services read these keys. */
final class OnlineKeys {

    private OnlineKeys() {}

    static String ofUser(long userId) {
        return "online:user:" + userId;
    }

    static String ofInbound(long nodeProtocolId, long userId) {
        return "online:inbound:" + nodeProtocolId + ":user:" + userId;
    }

    static String ofNode(long nodeId) {
        return "node:" + nodeId + ":online";
    }
}
