package io.nodecore.nodeconfig.inbound;

import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.VpnProtocol;
import tools.jackson.databind.node.ObjectNode;

/**
 * Inbounds that Xray would open to everyone, or would not open at all, while they have no client. They listen on a loopback address until
 * they have one: Xray can start with the config, and no client can connect without a link.
 */
public final class OpenInbounds {

    private static final String UNTOLD = "nobody";

    private OpenInbounds() {}

    /** @param index the inbound's index in its list; each gets its own loopback address, so that no two use the same port of one address */
    public static void close(ObjectNode inbound, VpnProtocol protocol, int index) {
        if (!isOpenWithoutClients(inbound, protocol)) {
            return;
        }
        String listen = inbound.path("listen").asString("");
        if (!listen.startsWith("/") && !listen.startsWith("@")) {
            inbound.put("listen", "127.1." + index / 250 + "." + (1 + index % 250));
        }
        if (protocol == VpnProtocol.HYSTERIA2) {
            // Without clients, Xray requires the transport's own password, so it must be present.
            ObjectNode hysteria =
                    CanonicalJson.object(CanonicalJson.object(inbound, "streamSettings"), "hysteriaSettings");
            if (hysteria.path("auth").asString("").isEmpty()) {
                hysteria.put("auth", UNTOLD);
            }
        }
    }

    private static boolean isOpenWithoutClients(ObjectNode inbound, VpnProtocol protocol) {
        return switch (protocol) {
            // http requires no password if it has no account; socks accepts http too.
            case HTTP, SOCKS -> true;
            // The 2022 ciphers would then accept everyone who knows the server's key, including every former client.
            case SHADOWSOCKS ->
                inbound.path("settings").path("method").asString("").startsWith("2022-");
            case HYSTERIA2 -> true;
            case VLESS, VMESS, TROJAN, WIREGUARD, MTPROTO -> false;
        };
    }
}
