package io.nodecore.nodeconfig.inbound;

import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.VpnProtocol;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds settings that a template may omit and Xray requires. Settings of the template are not changed. */
public final class InboundDefaults {

    private static final String CIPHER = "chacha20-ietf-poly1305";
    private static final int HYSTERIA_VERSION = 2;

    private InboundDefaults() {}

    public static void fill(ObjectNode inbound, VpnProtocol protocol) {
        if (inbound.path("protocol").isString()) {
            inbound.put(
                    "protocol",
                    InboundProtocols.xrayWord(inbound.path("protocol").stringValue()));
        }
        switch (protocol) {
            case VLESS -> unsaid(CanonicalJson.object(inbound, "settings"), "decryption", "none");
            case SHADOWSOCKS -> unsaid(CanonicalJson.object(inbound, "settings"), "method", CIPHER);
            case HYSTERIA2 -> hysteria(inbound);
            case VMESS, TROJAN, WIREGUARD, SOCKS, HTTP, MTPROTO -> {}
        }
    }

    /** Xray does not start if this member is an empty text, and listens on every address if it is absent. */
    public static void leaveOutEmptyListen(ObjectNode inbound) {
        if (inbound.path("listen").asString("").isEmpty()) {
            inbound.remove("listen");
        }
    }

    /**
     * In Xray, hysteria is a proxy over a transport of the same name. Only the transport knows its clients, and it is QUIC: without TLS
     * settings Xray would not start. A template without a certificate gets TLS settings without one; no client can connect until it has
     * one.
     */
    private static void hysteria(ObjectNode inbound) {
        inbound.put(
                "protocol", InboundProtocols.xrayWord(inbound.path("protocol").asString()));
        unsaid(CanonicalJson.object(inbound, "settings"), "version", HYSTERIA_VERSION);
        ObjectNode stream = CanonicalJson.object(inbound, "streamSettings");
        if (isUnsaid(stream.get("method"))) {
            unsaid(stream, "network", "hysteria");
        }
        unsaid(stream, "security", "tls");
        CanonicalJson.object(stream, "tlsSettings");
        unsaid(CanonicalJson.object(stream, "hysteriaSettings"), "version", HYSTERIA_VERSION);
    }

    private static void unsaid(ObjectNode owner, String name, String text) {
        if (isUnsaid(owner.get(name))) {
            owner.put(name, text);
        }
    }

    private static void unsaid(ObjectNode owner, String name, int number) {
        if (isUnsaid(owner.get(name))) {
            owner.put(name, number);
        }
    }

    private static boolean isUnsaid(@Nullable JsonNode given) {
        return given == null
                || given.isNull()
                || (given.isString() && given.stringValue().isEmpty());
    }
}
