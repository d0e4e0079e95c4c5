package io.nodecore.nodeconfig.connection;

import io.nodecore.nodeconfig.NodeProfile;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.inbound.LinkSecrets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Creates the connection of a link from the inbound of its template, with the settings that the generator adds. */
public final class ConnectionRules {

    private static final String FINGERPRINT = "chrome";

    private ConnectionRules() {}

    /** Empty if no client can reach the inbound: it listens on a Unix socket or a loopback address, behind another inbound. */
    public static Optional<LinkConnection> connection(
            JsonNode inbound, NodeProfile node, VpnProtocol protocol, UUID link) {
        String listen = inbound.path("listen").asString("");
        int port = firstPort(inbound.path("port"));
        if (port == 0 || listen.startsWith("/") || listen.startsWith("@") || isLoopback(listen)) {
            return Optional.empty();
        }
        JsonNode settings = inbound.path("settings");
        JsonNode stream = inbound.path("streamSettings");
        var transport = TransportView.of(stream);
        JsonNode tls = stream.path("tlsSettings");
        JsonNode reality = stream.path("realitySettings");
        boolean isReality = transport.security().equals("reality");
        boolean isTls = transport.security().equals("tls");
        String method = text(settings, "method");
        return Optional.of(new LinkConnection(
                host(node),
                port,
                protocol.word(),
                transport.security(),
                protocol == VpnProtocol.MTPROTO ? null : transport.network(),
                protocol == VpnProtocol.VLESS || protocol == VpnProtocol.VMESS ? link.toString() : null,
                protocol == VpnProtocol.SOCKS || protocol == VpnProtocol.HTTP ? link.toString() : null,
                password(protocol, settings, link),
                protocol == VpnProtocol.SHADOWSOCKS ? method : null,
                protocol == VpnProtocol.VLESS ? flow(settings) : null,
                protocol == VpnProtocol.VLESS ? VlessEncryption.ofClient(text(settings, "decryption")) : null,
                isReality ? reality.path("serverNames").path(0).asString("") : isTls ? sni(tls, node) : null,
                isTls ? alpn(tls.path("alpn")) : null,
                isTls || isReality ? FINGERPRINT : null,
                isReality ? PublicKeys.x25519(text(reality, "privateKey")) : null,
                isReality ? reality.path("shortIds").path(0).asString("") : null,
                isReality && !text(reality, "mldsa65Seed").isEmpty()
                        ? PublicKeys.mldsa65(text(reality, "mldsa65Seed"))
                        : null,
                transport.path(),
                transport.host(),
                transport.serviceName(),
                transport.mode(),
                transport.headerType(),
                transport.extra(),
                transport.obfs(),
                transport.obfsPassword(),
                protocol == VpnProtocol.MTPROTO ? given(settings, "tlsDomain") : null));
    }

    private static String host(NodeProfile node) {
        String domain = node.domain();
        return domain == null || domain.isEmpty() ? node.ip() : domain;
    }

    private static @Nullable String sni(JsonNode tls, NodeProfile node) {
        String name = text(tls, "serverName");
        return name.isEmpty() ? node.domain() : name;
    }

    private static @Nullable String password(VpnProtocol protocol, JsonNode settings, UUID link) {
        return switch (protocol) {
            case VLESS, VMESS, WIREGUARD -> null;
            case TROJAN, HYSTERIA2, SOCKS, HTTP -> LinkSecrets.password(protocol.word(), link);
            case SHADOWSOCKS -> {
                String method = text(settings, "method");
                yield method.startsWith("2022-")
                        ? text(settings, "password") + ":" + LinkSecrets.key(method, link)
                        : LinkSecrets.password(protocol.word(), link);
            }
            case MTPROTO -> LinkSecrets.secret(link);
        };
    }

    /** The same password as the generator gives to the client. */
    private static @Nullable String flow(JsonNode settings) {
        String given = text(settings, "flow");
        JsonNode listed = settings.hasNonNull("clients") ? settings.path("clients") : settings.path("users");
        String flow = given.isEmpty() ? text(listed.path(0), "flow") : given;
        return flow.isEmpty() ? null : flow;
    }

    private static @Nullable List<String> alpn(JsonNode alpn) {
        if (alpn.isString()) {
            return List.of(alpn.stringValue().split(","));
        }
        return alpn.isEmpty()
                ? null
                : alpn.valueStream().map(JsonNode::asString).toList();
    }

    private static int firstPort(JsonNode port) {
        String first = port.asString("").split("[,-]")[0].strip();
        return first.matches("\\d{1,5}") ? Integer.parseInt(first) : 0;
    }

    private static boolean isLoopback(String listen) {
        return listen.startsWith("127.")
                || listen.equals("::1")
                || listen.equals("[::1]")
                || listen.toLowerCase(Locale.ROOT).equals("localhost");
    }

    private static @Nullable String given(JsonNode owner, String name) {
        String text = text(owner, name);
        return text.isEmpty() ? null : text;
    }

    static String text(JsonNode owner, String name) {
        return owner.path(name).asString("");
    }
}
