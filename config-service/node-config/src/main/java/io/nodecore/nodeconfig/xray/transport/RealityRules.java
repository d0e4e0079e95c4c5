package io.nodecore.nodeconfig.xray.transport;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.TemplatePart.Word;
import io.nodecore.nodeconfig.xray.reading.XrayKeys;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code realitySettings} (Xray: {@code REALITYConfig.Build}): with a target it is a server, without one a client. */
final class RealityRules {

    private static final int VERIFY_BYTES = 1952;
    private static final Pattern SHORT_ID = Pattern.compile("(?:[0-9a-fA-F]{2}){0,8}");
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
    private static final Pattern CLIENT_VERSION = Pattern.compile(OCTET + "(?:\\." + OCTET + "){0,2}");

    private RealityRules() {}

    static void server(TemplatePart reality) {
        String target = !reality.has("target") && reality.has("dest") ? "dest" : "target";
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

    static void client(TemplatePart reality) {
        String fingerprint = reality.text("fingerprint").toLowerCase(Locale.ROOT);
        if (fingerprint.equals("unsafe") || fingerprint.equals("hellogolang")) {
            reality.refuse("fingerprint", "must not be " + fingerprint + " with reality");
        } else {
            TlsRules.fingerprint(reality, "fingerprint");
        }
        if (!reality.texts("serverNames").isEmpty()) {
            reality.refuse("serverNames", "is for a server, use serverName");
        }
        String key = reality.text("password").isEmpty() ? "publicKey" : "password";
        if (reality.text(key).isEmpty()) {
            reality.refuse("password", "is required: the public key of the server");
        } else if (!isKey(reality.text(key))) {
            reality.refuse(key, "must be 32 bytes in base64url without padding");
        }
        if (!reality.texts("shortIds").isEmpty()) {
            reality.refuse("shortIds", "is for a server, use shortId");
        }
        if (!SHORT_ID.matcher(reality.text("shortId")).matches()) {
            reality.refuse("shortId", "must be up to 8 bytes in hex, got '" + reality.text("shortId") + "'");
        }
        String verify = reality.text("mldsa65Verify");
        if (!verify.isEmpty() && XrayKeys.base64UrlLength(verify) != VERIFY_BYTES) {
            reality.refuse("mldsa65Verify", "must be " + VERIFY_BYTES + " bytes in base64url without padding");
        }
        String spider = reality.text("spiderX");
        if (!spider.isEmpty() && !spider.startsWith("/")) {
            reality.refuse("spiderX", "must begin with /, got '" + spider + "'");
        }
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
        for (Word id : reality.texts("shortIds")) {
            if (!SHORT_ID.matcher(id.text()).matches()) {
                reality.refuse(id.name(), "must be up to 8 bytes in hex, got '" + id.text() + "'");
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
        return XrayKeys.base64UrlLength(text) == XrayKeys.CURVE_BYTES;
    }
}
