package io.nodecore.control.config.template;

import io.nodecore.control.config.generator.CanonicalJson;
import io.nodecore.control.fact.VpnProtocol;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What {@code settings} of an inbound may be. What the generator fills in itself may be absent. */
final class SettingsRules {

    private static final String VISION = "xtls-rprx-vision";
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}");

    /** Xray makes a UUID of any text that is too short to be one. */
    private static final int LONGEST_NICKNAME_BYTES = 30;

    private static final Pattern VLESS_ENCRYPTION =
            Pattern.compile("mlkem768x25519plus\\.(native|xorpub|random)\\.\\d+(-\\d+)?s?(\\.[A-Za-z0-9_-]+)+");

    private static final Set<String> CIPHERS = Set.of(
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

    private SettingsRules() {}

    static void check(TemplatePart inbound, VpnProtocol protocol) {
        TemplatePart settings = inbound.part("settings")
                .orElseGet(() -> new TemplatePart(
                        CanonicalJson.json.createObjectNode(), inbound.field("settings"), inbound.violations()));
        switch (protocol) {
            case VLESS -> {
                uuids(settings);
                flow(settings);
                decryption(settings);
                fallbacks(settings);
            }
            case VMESS -> uuids(settings);
            case TROJAN -> fallbacks(settings);
            case SHADOWSOCKS -> shadowsocks(settings);
            case HYSTERIA2 -> settings.inRange("version", 2, 2);
            case WIREGUARD -> wireguard(settings);
            case SOCKS, HTTP, MTPROTO -> {}
        }
    }

    /** Clients of a template are replaced; a wrong one shows that something else was meant. */
    private static void uuids(TemplatePart settings) {
        for (String list : List.of("clients", "users")) {
            for (TemplatePart client : settings.parts(list)) {
                String id = client.text("id");
                if (!UUID_TEXT.matcher(id).matches() && (id.isEmpty() || bytes(id) > LONGEST_NICKNAME_BYTES)) {
                    client.refuse("id", "must be a UUID, got '" + id + "'");
                }
            }
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void flow(TemplatePart settings) {
        String flow = settings.text("flow");
        if (!flow.isEmpty() && !flow.equals(VISION)) {
            settings.refuse("flow", "must be " + VISION + " or absent, got '" + flow + "'");
        }
        if (settings.given("clients") instanceof ArrayNode clients) {
            for (int i = 0; i < clients.size(); i++) {
                String ofClient = clients.get(i).path("flow").asString("");
                if (!ofClient.isEmpty() && !ofClient.equals(VISION)) {
                    settings.refuse(
                            "clients[" + i + "].flow", "must be " + VISION + " or absent, got '" + ofClient + "'");
                }
            }
        }
    }

    private static void decryption(TemplatePart settings) {
        String decryption = settings.text("decryption");
        boolean isNone = decryption.isEmpty() || decryption.equals("none");
        if (!isNone && !VLESS_ENCRYPTION.matcher(decryption).matches()) {
            settings.refuse("decryption", "must be none or a key that xray vlessenc prints, got '" + decryption + "'");
        }
        if (!isNone && settings.given("fallbacks") != null) {
            settings.refuse("fallbacks", "can't be together with a decryption other than none");
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
        switch (method) {
            case "" -> {}
            case "2022-blake3-aes-128-gcm" -> serverKey(settings, 16);
            case "2022-blake3-aes-256-gcm" -> serverKey(settings, 32);
            case "2022-blake3-chacha20-poly1305" ->
                settings.refuse("method", "has one key for everybody and no users, got '" + method + "'");
            default -> {
                if (!CIPHERS.contains(method.toLowerCase(Locale.ROOT))) {
                    settings.refuse("method", "is no cipher that has users, got '" + method + "'");
                }
            }
        }
    }

    private static void serverKey(TemplatePart settings, int bytes) {
        if (decodedLength(settings.text("password")) != bytes) {
            settings.refuse("password", "must be the server's key, " + bytes + " bytes in base64, with this method");
        }
    }

    private static void wireguard(TemplatePart settings) {
        wireguardKey(settings, "secretKey");
        settings.parts("peers").forEach(peer -> wireguardKey(peer, "publicKey"));
        JsonNode reserved = settings.given("reserved");
        if (reserved != null && reserved.isArray() && !reserved.isEmpty() && reserved.size() != 3) {
            settings.refuse("reserved", "must be empty or 3 bytes, got " + reserved.size());
        }
    }

    private static void wireguardKey(TemplatePart owner, String name) {
        String key = owner.text(name);
        if (!key.matches("[0-9a-fA-F]{64}") && decodedLength(key) != 32) {
            owner.refuse(name, "must be a key of 32 bytes, in base64 or in hex");
        }
    }

    /** -1 where it is not base64. */
    private static int decodedLength(String base64) {
        try {
            return base64.length() % 4 == 0 ? Base64.getDecoder().decode(base64).length : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
