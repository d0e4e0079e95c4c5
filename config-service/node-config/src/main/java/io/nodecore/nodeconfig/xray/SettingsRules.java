package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.TemplatePart.Word;
import io.nodecore.nodeconfig.xray.reading.XrayAddresses;
import io.nodecore.nodeconfig.xray.reading.XrayKeys;
import io.nodecore.nodeconfig.xray.transport.Destinations;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code settings} of inbounds with links. Members that the generator adds may be absent. */
final class SettingsRules {

    /** The ciphers of Shadowsocks 2022 and the bytes of their keys. */
    static final Map<String, Integer> CIPHERS_2022 =
            Map.of("2022-blake3-aes-128-gcm", 16, "2022-blake3-aes-256-gcm", 32, "2022-blake3-chacha20-poly1305", 32);

    static final Set<String> CIPHERS = Set.of(
            "aes-128-gcm",
            "aead_aes_128_gcm",
            "aes-256-gcm",
            "aead_aes_256_gcm",
            "chacha20-poly1305",
            "aead_chacha20_poly1305",
            "chacha20-ietf-poly1305",
            "xchacha20-poly1305",
            "aead_xchacha20_poly1305",
            "xchacha20-ietf-poly1305");

    private static final Set<String> WIREGUARD_STRATEGIES =
            Set.of("forceip", "forceipv4", "forceipv6", "forceipv4v6", "forceipv6v4");

    private SettingsRules() {}

    static void check(TemplatePart inbound, VpnProtocol protocol) {
        TemplatePart settings = inbound.partOrEmpty("settings");
        switch (protocol) {
            case VLESS -> {
                VlessRules.inbound(settings);
                fallbacks(settings);
            }
            case VMESS -> {
                settings.parts(settings.has("clients") ? "clients" : "users").forEach(VlessRules::userId);
                emails(settings);
            }
            case TROJAN -> {
                trojan(settings);
                fallbacks(settings);
            }
            case SHADOWSOCKS -> shadowsocks(settings);
            case HYSTERIA2 -> settings.inRange("version", 2, 2);
            case WIREGUARD -> {
                wireguard(settings);
                settings.parts("peers").forEach(SettingsRules::wireguardUser);
            }
            case SOCKS, HTTP, MTPROTO -> {}
        }
    }

    private static void trojan(TemplatePart settings) {
        for (TemplatePart client : settings.parts(settings.has("clients") ? "clients" : "users")) {
            if (!client.text("flow").isEmpty()) {
                client.refuse("flow", "was removed from Xray for trojan");
            }
        }
        emails(settings);
    }

    private static void emails(TemplatePart settings) {
        Set<String> emails = new HashSet<>();
        for (TemplatePart client : settings.parts(settings.has("clients") ? "clients" : "users")) {
            String email = client.text("email").toLowerCase(Locale.ROOT);
            if (!email.isEmpty() && !emails.add(email)) {
                client.refuse("email", "'" + email + "' is the email of another client");
            }
        }
    }

    private static void fallbacks(TemplatePart settings) {
        for (TemplatePart fallback : settings.parts("fallbacks")) {
            String path = fallback.text("path");
            if (!path.isEmpty() && !path.startsWith("/")) {
                fallback.refuse("path", "must be empty or begin with /, got '" + path + "'");
            }
            Destinations.check(fallback, "dest");
            fallback.inRange("xver", 0, 2);
        }
    }

    private static void shadowsocks(TemplatePart settings) {
        String method = settings.text("method");
        if (method.equals("2022-blake3-chacha20-poly1305")) {
            settings.refuse("method", "has one key for all and no users, got '" + method + "'");
        } else if (CIPHERS_2022.containsKey(method)) {
            key2022(settings, method, settings.text("password"));
            for (TemplatePart client : settings.parts(settings.has("clients") ? "clients" : "users")) {
                if (!client.text("method").isEmpty()) {
                    client.refuse("method", "must be absent: with a 2022 cipher the inbound has the method");
                }
            }
        } else if (!method.isEmpty() && !CIPHERS.contains(method.toLowerCase(Locale.ROOT))) {
            settings.refuse("method", "is no cipher that has users, got '" + method + "'");
        }
    }

    /** Xray hashes longer keys. */
    static void key2022(TemplatePart owner, String method, String key) {
        int bytes = CIPHERS_2022.getOrDefault(method, 0);
        if (XrayKeys.base64Length(key) < bytes) {
            owner.refuse("password", "must be a key of " + bytes + " bytes at least in base64, with this method");
        }
    }

    /** Checks that inbounds and outbounds share. */
    static void wireguard(TemplatePart settings) {
        wireguardKey(settings, "secretKey", true);
        for (Word address : settings.texts("address")) {
            if (!XrayAddresses.isPrefix(address.text()) || address.text().endsWith("/")) {
                settings.refuse(address.name(), "must be an address or a prefix, got '" + address.text() + "'");
            }
        }
        for (TemplatePart peer : settings.parts("peers")) {
            wireguardKey(peer, "preSharedKey", false);
        }
        var reserved = settings.given("reserved");
        int bytes = reserved == null
                ? 0
                : reserved.isString() ? XrayKeys.base64Length(reserved.stringValue()) : reserved.size();
        if (bytes != 0 && bytes != 3) {
            settings.refuse("reserved", "must be empty or 3 bytes, got " + reserved);
        }
        settings.oneOf("domainStrategy", WIREGUARD_STRATEGIES);
    }

    private static void wireguardUser(TemplatePart peer) {
        wireguardKey(peer, "publicKey", true);
        for (Word prefix : peer.texts("allowedIPs")) {
            if (prefix.text().indexOf('/') < 0 || !XrayAddresses.isPrefix(prefix.text())) {
                peer.refuse(prefix.name(), "must be a prefix such as 10.0.0.2/32, got '" + prefix.text() + "'");
            }
        }
    }

    static void wireguardKey(TemplatePart owner, String name, boolean required) {
        String key = owner.text(name);
        if ((required || !key.isEmpty()) && XrayKeys.wireguardLength(key) != XrayKeys.CURVE_BYTES) {
            owner.refuse(name, "must be a key of 32 bytes, in base64 or in hex");
        }
    }
}
