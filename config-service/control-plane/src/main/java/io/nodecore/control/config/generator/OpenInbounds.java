package io.nodecore.control.config.generator;

import io.nodecore.control.fact.VpnProtocol;
import tools.jackson.databind.node.ObjectNode;

/**
 * Inbounds that Xray opens to everybody, or does not open at all, while they have no client. They listen on the loopback until they
 * have one: the config stays one that Xray starts with, and nobody gets in whom no link lets in.
 */
final class OpenInbounds {

    private static final String UNTOLD = "nobody";

    private OpenInbounds() {}

    /** @param index of the inbound in its list; each gets a loopback address of its own, so that no two meet on a port */
    static void close(ObjectNode inbound, VpnProtocol protocol, int index) {
        if (!isOpenWithoutClients(inbound, protocol)) {
            return;
        }
        String listen = inbound.path("listen").asString("");
        if (!listen.startsWith("/") && !listen.startsWith("@")) {
            inbound.put("listen", "127.1." + index / 250 + "." + (1 + index % 250));
        }
        if (protocol == VpnProtocol.HYSTERIA2) {
            // Without clients the transport's own password is asked for, and has to be there.
            ObjectNode hysteria =
                    CanonicalJson.object(CanonicalJson.object(inbound, "streamSettings"), "hysteriaSettings");
            if (hysteria.path("auth").asString("").isEmpty()) {
                hysteria.put("auth", UNTOLD);
            }
        }
    }

    private static boolean isOpenWithoutClients(ObjectNode inbound, VpnProtocol protocol) {
        return switch (protocol) {
            // http asks nobody for a password where it has no account; socks speaks http too.
            case HTTP, SOCKS -> true;
            // The 2022 ciphers then let in who knows the server's key, as everybody does who ever had a link.
            case SHADOWSOCKS ->
                inbound.path("settings").path("method").asString("").startsWith("2022-");
            case HYSTERIA2 -> true;
            case VLESS, VMESS, TROJAN, WIREGUARD, MTPROTO -> false;
        };
    }
}
