package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayChange;
import io.nodecore.nodeconfig.xray.reading.XrayKeys;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Users, flows and keys of VLESS (Xray: {@code infra/conf/vless.go}, {@code proxy/vless/encryption}). */
final class VlessRules {

    static final String VISION = "xtls-rprx-vision";

    private static final String METHOD = "mlkem768x25519plus";
    private static final Set<String> MODES = Set.of("native", "xorpub", "random");
    private static final Pattern SECONDS = Pattern.compile("\\+?\\d{1,9}(?:-[+-]?\\d{1,9})?s?");
    private static final Pattern PADDING = Pattern.compile("(\\d{1,6})-(\\d{1,6})-(\\d{1,6})(?:-.*)?");
    private static final int SHORTEST_KEY_TEXT = 20;
    private static final int SERVER_SEED_BYTES = 64;
    private static final int CLIENT_KEY_BYTES = 1184;
    private static final int LARGEST_PADDING = 65_553;

    private VlessRules() {}

    static void inbound(TemplatePart settings) {
        Set<String> emails = new HashSet<>();
        String list = settings.has("clients") ? "clients" : "users";
        for (TemplatePart client : settings.parts(list)) {
            userId(client);
            flow(client, Set.of("", VISION));
            if (!client.text("encryption").isEmpty()) {
                client.refuse("encryption", "must be absent in an inbound");
            }
            client.part("reverse").ifPresent(reverse -> {
                if (reverse.text("tag").isEmpty()) {
                    reverse.refuse("tag", "is required");
                }
                if (reverse.has("sniffing")) {
                    reverse.refuse("sniffing", "must be absent in an inbound");
                }
            });
            String email = client.text("email").toLowerCase(Locale.ROOT);
            if (!email.isEmpty() && !emails.add(email)) {
                client.refuse("email", "'" + email + "' is the email of another client");
            }
        }
        flow(settings, Set.of("", VISION));
        decryption(settings);
    }

    /** Clients of a template are replaced; an invalid one shows that the author intended something else. */
    static void userId(TemplatePart user) {
        String id = user.text("id");
        if (!XrayKeys.isUserId(id)) {
            user.refuse("id", "must be a UUID, or a text of 30 bytes at most, got '" + id + "'");
        }
    }

    static void flow(TemplatePart owner, Set<String> flows) {
        String flow = owner.text("flow");
        if (!flows.contains(flow)) {
            owner.refuse("flow", "must be " + VISION + " or absent, got '" + flow + "'");
        }
    }

    private static void decryption(TemplatePart settings) {
        String decryption = settings.text("decryption");
        boolean isNone = decryption.isEmpty() || decryption.equals("none");
        if (!isNone && !isKeys(decryption, SECONDS, SERVER_SEED_BYTES)) {
            settings.refuse(
                    "decryption", "must be none or a text that xray vlessenc prints, with keys of 32 or 64 bytes");
        }
        if (!isNone) {
            settings.requireSince(XrayChange.VLESS_ENCRYPTION_ADDED, "decryption");
        }
        if (!isNone && settings.has("fallbacks")) {
            settings.refuse("fallbacks", "can't be together with a decryption other than none");
        }
    }

    static void encryption(TemplatePart user) {
        String encryption = user.text("encryption");
        if (encryption.isEmpty()) {
            user.refuse("encryption", "is required: none, or a text that xray vlessenc prints");
        } else if (!encryption.equals("none") && !isKeys(encryption, Pattern.compile("[01]rtt"), CLIENT_KEY_BYTES)) {
            user.refuse(
                    "encryption", "must be none or a text that xray vlessenc prints, with keys of 32 or 1184 bytes");
        }
        if (!encryption.isEmpty() && !encryption.equals("none")) {
            user.requireSince(XrayChange.VLESS_ENCRYPTION_ADDED, "encryption");
        }
    }

    /** The method, the mode, a time, paddings, and keys, which are X25519 or ML-KEM keys after decoding. */
    private static boolean isKeys(String text, Pattern time, int mlkemBytes) {
        List<String> parts = Arrays.asList(text.split("\\.", -1));
        if (parts.size() < 4
                || !parts.get(0).equals(METHOD)
                || !MODES.contains(parts.get(1))
                || !time.matcher(parts.get(2)).matches()) {
            return false;
        }
        List<String> rest = parts.subList(3, parts.size());
        List<String> paddings = rest.stream()
                .takeWhile(part -> part.length() < SHORTEST_KEY_TEXT)
                .toList();
        List<String> keys = rest.subList(paddings.size(), rest.size());
        return !keys.isEmpty()
                && arePaddings(paddings)
                && keys.stream()
                        .mapToInt(XrayKeys::base64UrlLength)
                        .allMatch(bytes -> bytes == XrayKeys.CURVE_BYTES || bytes == mlkemBytes);
    }

    private static boolean arePaddings(List<String> paddings) {
        int total = 0;
        for (int i = 0; i < paddings.size(); i++) {
            var matcher = PADDING.matcher(paddings.get(i));
            if (!matcher.matches()) {
                return false;
            }
            int chance = Integer.parseInt(matcher.group(1));
            int from = Integer.parseInt(matcher.group(2));
            int to = Integer.parseInt(matcher.group(3));
            if (i == 0 && (chance < 100 || from < 35 || to < 35)) {
                return false;
            }
            total += i % 2 == 0 ? Math.max(from, to) : 0;
        }
        return total <= LARGEST_PADDING;
    }
}
