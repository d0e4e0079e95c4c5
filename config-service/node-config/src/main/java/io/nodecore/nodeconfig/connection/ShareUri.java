package io.nodecore.nodeconfig.connection;

import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.VpnProtocol;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts connections to the URIs that clients read: VLESS and Trojan by the proposal of Xray (XTLS/Xray-core issue 91 and discussion
 * 716), VMess as base64 of the JSON that v2rayN defined, Shadowsocks by SIP002 and SIP022, Hysteria 2 and Telegram by their own
 * documentation.
 */
public final class ShareUri {

    private ShareUri() {}

    /** @param name for people */
    public static String of(LinkConnection connection, String name) {
        VpnProtocol protocol = VpnProtocol.of(connection.protocol()).orElseThrow();
        return switch (protocol) {
            case VLESS ->
                "vless://" + text(connection.id()) + at(connection) + stream(connection, true) + "#" + encoded(name);
            case VMESS -> vmess(connection, name);
            case TROJAN ->
                "trojan://" + encoded(text(connection.password())) + at(connection) + stream(connection, false) + "#"
                        + encoded(name);
            case SHADOWSOCKS -> shadowsocks(connection) + "#" + encoded(name);
            case HYSTERIA2 -> hysteria(connection) + "#" + encoded(name);
            case SOCKS -> "socks5://" + credentials(connection) + at(connection) + "#" + encoded(name);
            case HTTP ->
                (connection.security().equals("tls") ? "https://" : "http://") + credentials(connection)
                        + at(connection) + "#" + encoded(name);
            case MTPROTO ->
                "tg://proxy?server=" + encoded(connection.host()) + "&port=" + connection.port() + "&secret="
                        + secret(connection);
            case WIREGUARD -> throw new IllegalArgumentException("a wireguard inbound has no links");
        };
    }

    private static String at(LinkConnection connection) {
        String host = connection.host();
        return "@" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + connection.port();
    }

    private static String credentials(LinkConnection connection) {
        return encoded(text(connection.user())) + ":" + encoded(text(connection.password()));
    }

    /** Fields whose names are those of the proposal. */
    private static String stream(LinkConnection connection, boolean isVless) {
        var query = new Query();
        if (isVless) {
            query.add("encryption", connection.encryption());
            query.add("flow", connection.flow());
        }
        query.add("type", type(connection));
        query.add("security", connection.security());
        query.add("sni", connection.sni());
        query.add("fp", connection.fingerprint());
        query.add("alpn", connection.alpn() == null ? null : String.join(",", connection.alpn()));
        query.add("pbk", connection.publicKey());
        query.add("sid", connection.shortId());
        query.add("pqv", connection.verifyKey());
        query.add("path", connection.path());
        query.add("host", connection.hostHeader());
        query.add("serviceName", connection.serviceName());
        query.add("mode", connection.mode());
        query.add("headerType", connection.headerType());
        query.add(
                "extra", connection.extra() == null ? null : connection.extra().toString());
        return query.toString();
    }

    private static String type(LinkConnection connection) {
        return switch (text(connection.network())) {
            case "raw" -> "tcp";
            case "mkcp" -> "kcp";
            case "websocket" -> "ws";
            default -> text(connection.network());
        };
    }

    private static String vmess(LinkConnection connection, String name) {
        ObjectNode fields = CanonicalJson.json.createObjectNode();
        fields.put("v", "2")
                .put("ps", name)
                .put("add", connection.host())
                .put("port", Integer.toString(connection.port()))
                .put("id", text(connection.id()))
                .put("aid", "0")
                .put("scy", "auto")
                .put("net", type(connection))
                .put(
                        "type",
                        connection.mode() != null
                                ? connection.mode()
                                : connection.headerType() != null ? "http" : "none")
                .put("host", text(connection.hostHeader()))
                .put("path", connection.serviceName() != null ? connection.serviceName() : text(connection.path()))
                .put("tls", connection.security().equals("none") ? "" : connection.security())
                .put("sni", text(connection.sni()))
                .put("alpn", connection.alpn() == null ? "" : String.join(",", connection.alpn()))
                .put("fp", text(connection.fingerprint()));
        if (connection.publicKey() != null) {
            fields.put("pbk", connection.publicKey()).put("sid", text(connection.shortId()));
        }
        return "vmess://" + Base64.getEncoder().encodeToString(fields.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The 2022 ciphers must not be in base64. */
    private static String shadowsocks(LinkConnection connection) {
        String method = text(connection.method());
        String password = text(connection.password());
        String user = method.startsWith("2022-")
                ? encoded(method) + ":" + encoded(password)
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((method + ":" + password).getBytes(StandardCharsets.UTF_8));
        boolean isPlain =
                "raw".equals(connection.network()) && connection.security().equals("none");
        return "ss://" + user + at(connection) + (isPlain ? "" : stream(connection, false));
    }

    private static String hysteria(LinkConnection connection) {
        var query = new Query();
        query.add("sni", connection.sni());
        query.add("obfs", connection.obfs());
        query.add("obfs-password", connection.obfsPassword());
        return "hysteria2://" + encoded(text(connection.password())) + at(connection) + "/" + query;
    }

    /** A secret that imitates TLS starts with ee and ends with the domain. */
    private static String secret(LinkConnection connection) {
        String domain = connection.tlsDomain();
        return domain == null
                ? text(connection.password())
                : "ee" + text(connection.password())
                        + HexFormat.of().formatHex(domain.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** As JavaScript's encodeURIComponent does. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }

    private static final class Query {

        private final List<String> fields = new ArrayList<>();

        void add(String name, @Nullable String value) {
            if (value != null && !value.isEmpty()) {
                fields.add(name + "=" + encoded(value));
            }
        }

        @Override
        public String toString() {
            return fields.isEmpty() ? "" : "?" + String.join("&", fields);
        }
    }
}
