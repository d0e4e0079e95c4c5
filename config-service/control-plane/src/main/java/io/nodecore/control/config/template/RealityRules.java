package io.nodecore.control.config.template;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Reality needs on the server's side. */
final class RealityRules {

    private static final int KEY_BYTES = 32;
    private static final Pattern SHORT_ID = Pattern.compile("(?:[0-9a-fA-F]{2}){0,8}");
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern CLIENT_VERSION = Pattern.compile(OCTET + "(?:\\." + OCTET + "){0,2}");

    private RealityRules() {}

    static void check(TemplatePart reality) {
        String target = reality.given("target") == null && reality.given("dest") != null ? "dest" : "target";
        Destinations.check(reality, target);
        reality.inRange("xver", 0, 2);
        names(reality);
        shortIds(reality);
        String privateKey = reality.text("privateKey");
        if (privateKey.isEmpty()) {
            reality.refuse("privateKey", "is required: 32 bytes in base64url, as xray x25519 prints them");
        } else if (!isKey(privateKey)) {
            reality.refuse("privateKey", "must be 32 bytes in base64url without padding");
        }
        String seed = reality.text("mldsa65Seed");
        if (!seed.isEmpty() && (!isKey(seed) || seed.equals(privateKey))) {
            reality.refuse("mldsa65Seed", "must be 32 bytes in base64url without padding, and not the private key");
        }
        version(reality, "minClientVer");
        version(reality, "maxClientVer");
    }

    private static void names(TemplatePart reality) {
        if (isEmptyList(reality, "serverNames")) {
            reality.refuse("serverNames", "must name at least one server");
        }
        reality.texts("serverNames");
    }

    private static void shortIds(TemplatePart reality) {
        if (isEmptyList(reality, "shortIds")) {
            reality.refuse("shortIds", "must have at least one id, which may be empty");
        }
        List<String> ids = reality.texts("shortIds");
        for (int i = 0; i < ids.size(); i++) {
            if (!SHORT_ID.matcher(ids.get(i)).matches()) {
                reality.refuse("shortIds[" + i + "]", "must be up to 8 bytes in hex, got '" + ids.get(i) + "'");
            }
        }
    }

    private static boolean isEmptyList(TemplatePart reality, String name) {
        @Nullable JsonNode given = reality.given(name);
        return given == null || (given.isArray() && given.isEmpty());
    }

    private static void version(TemplatePart reality, String name) {
        String version = reality.text(name);
        if (!version.isEmpty() && !CLIENT_VERSION.matcher(version).matches()) {
            reality.refuse(name, "must be up to three numbers below 256, such as 25.9.11, got '" + version + "'");
        }
    }

    private static boolean isKey(String text) {
        try {
            return text.indexOf('=') < 0 && Base64.getUrlDecoder().decode(text).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
