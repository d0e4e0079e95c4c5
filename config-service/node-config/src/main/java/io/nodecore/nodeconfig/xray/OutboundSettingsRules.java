package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.GeoRules;
import io.nodecore.nodeconfig.xray.reading.PortLists;
import io.nodecore.nodeconfig.xray.reading.PrivateAddresses;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayChange;
import io.nodecore.nodeconfig.xray.transport.TransportRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code settings} of outbounds. */
final class OutboundSettingsRules {

    private static final Set<String> UNENCRYPTED = Set.of("none", "plain");
    private static final Set<String> RESPONSES = Set.of("none", "http");
    private static final Set<String> DNS_ACTIONS = Set.of("direct", "drop", "return", "hijack");
    private static final Set<String> NON_IP = Set.of("", "reject", "drop", "skip");

    private OutboundSettingsRules() {}

    static void check(TemplatePart settings, String protocol) {
        switch (protocol) {
            case "freedom", "direct" -> FreedomRules.check(settings);
            case "blackhole", "block" ->
                settings.part("response").ifPresent(response -> response.requiredOneOf("type", RESPONSES));
            case "dns" -> dns(settings);
            case "loopback" -> settings.part("sniffing").ifPresent(SniffingRules::check);
            case "vless" -> vless(settings);
            case "vmess" -> user(settings).ifPresent(VlessRules::userId);
            case "trojan" -> server(settings, "servers").ifPresent(OutboundSettingsRules::trojan);
            case "shadowsocks" -> server(settings, "servers").ifPresent(OutboundSettingsRules::shadowsocks);
            case "hysteria" -> {
                TransportRules.version(settings);
                address(settings);
            }
            case "wireguard" -> wireguard(settings);
            case "socks", "http" ->
                server(settings, "servers").ifPresent(server -> {
                    if (server.parts("users").size() > 1) {
                        server.refuse("users", "must have one member at most");
                    }
                });
            default -> {}
        }
    }

    /** On the public Internet, VLESS and Trojan must be encrypted (Xray: {@code validateOutboundTransportSecurity}). */
    static void requireSecurity(TemplatePart settings, String protocol) {
        String encryption = settings.text("encryption");
        boolean isOpen = protocol.equals("trojan")
                || (protocol.equals("vless") && (encryption.isEmpty() || encryption.equals("none")));
        if (isOpen && settings.has("address") && !PrivateAddresses.contains(settings.text("address"))) {
            settings.refuse(
                    "address",
                    protocol + " without tls or reality needs a private address, got '" + settings.text("address")
                            + "'");
        }
    }

    /** The settings themselves are the server, or they have a list with one server. Empty if there is none. */
    private static Optional<TemplatePart> server(TemplatePart settings, String list) {
        if (settings.has("address")) {
            return Optional.of(settings);
        }
        List<TemplatePart> servers = settings.parts(list);
        if (servers.size() != 1) {
            settings.refuse(list, "must have one and only one member");
        }
        servers.stream().limit(1).forEach(OutboundSettingsRules::address);
        return servers.stream().findFirst();
    }

    private static void address(TemplatePart server) {
        if (!server.has("address")) {
            server.refuse("address", "is required");
        }
    }

    /** The user of a VMess or VLESS server. */
    private static Optional<TemplatePart> user(TemplatePart settings) {
        return server(settings, "vnext").flatMap(server -> {
            if (settings.has("address")) {
                return Optional.of(settings);
            }
            List<TemplatePart> users = server.parts("users");
            if (users.size() != 1) {
                server.refuse("users", "must have one and only one member");
            }
            return users.stream().findFirst();
        });
    }

    private static void vless(TemplatePart settings) {
        user(settings).ifPresent(user -> {
            VlessRules.userId(user);
            VlessRules.flow(user, Set.of("", VlessRules.VISION, VlessRules.VISION + "-udp443"));
            VlessRules.encryption(user);
            user.part("reverse").ifPresent(reverse -> {
                if (!settings.has("address")) {
                    user.refuse("reverse", "needs the address in the settings themselves");
                } else if (reverse.text("tag").isEmpty()) {
                    reverse.refuse("tag", "is required");
                }
                reverse.part("sniffing").ifPresent(SniffingRules::check);
            });
        });
    }

    private static void trojan(TemplatePart server) {
        credentials(server);
        if (!server.text("flow").isEmpty()) {
            server.refuse("flow", "was removed from Xray for trojan");
        }
    }

    private static void shadowsocks(TemplatePart server) {
        credentials(server);
        String method = server.text("method");
        if (SettingsRules.CIPHERS_2022.containsKey(method)) {
            for (String key : server.text("password").split(":", -1)) {
                SettingsRules.key2022(server, method, key);
            }
            if (method.contains("chacha20") && server.text("password").indexOf(':') >= 0) {
                server.refuse("password", "must be one key with this method");
            }
        } else if (!SettingsRules.CIPHERS.contains(method.toLowerCase(Locale.ROOT))
                && (server.isSince(XrayChange.OPEN_OUTBOUNDS_REFUSED) || !UNENCRYPTED.contains(method))) {
            server.refuse("method", "is no cipher that Xray knows, got '" + method + "'");
        }
    }

    private static void credentials(TemplatePart server) {
        if (server.number("port", 0) == 0) {
            server.refuse("port", "is required");
        }
        if (server.text("password").isEmpty()) {
            server.refuse("password", "is required");
        }
    }

    private static void dns(TemplatePart settings) {
        if (!NON_IP.contains(settings.text("nonIPQuery"))) {
            settings.refuse("nonIPQuery", "must be reject, drop or skip");
        }
        if (settings.has("rules") && (settings.has("nonIPQuery") || settings.has("blockTypes"))) {
            settings.refuse("rules", "can't be together with nonIPQuery or blockTypes");
        }
        if (settings.json()
                .path("blockTypes")
                .valueStream()
                .anyMatch(type -> type.asLong(0) < 0 || type.asLong(0) > 65_535)) {
            settings.refuse("blockTypes", "must be from 0 to 65535");
        }
        for (TemplatePart rule : settings.parts("rules")) {
            rule.requiredOneOf("action", DNS_ACTIONS);
            PortLists.check(rule, "qType");
            GeoRules.domains(rule, "domain");
            rule.inRange("rCode", 0, 65_535);
        }
    }

    private static void wireguard(TemplatePart settings) {
        SettingsRules.wireguard(settings);
        List<TemplatePart> peers = settings.parts("peers");
        if (peers.isEmpty()) {
            settings.refuse("peers", "must have at least one peer");
        }
        for (TemplatePart peer : peers) {
            SettingsRules.wireguardKey(peer, "publicKey", true);
            if (peer.text("endpoint").isEmpty()) {
                peer.refuse("endpoint", "is required");
            }
        }
    }
}
