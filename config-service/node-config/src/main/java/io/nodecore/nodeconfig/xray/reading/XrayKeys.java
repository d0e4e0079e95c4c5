package io.nodecore.nodeconfig.xray.reading;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Decodes keys and ids as Xray does. A length of -1 means that the text can't be decoded. */
public final class XrayKeys {

    public static final int CURVE_BYTES = 32;

    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})*");
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}.*");
    private static final int SHORTEST_UUID = 32;
    private static final int LONGEST_UUID = 36;

    /** Xray derives a UUID from any text that is too short to be one. */
    private static final int LONGEST_NICKNAME = 30;

    private XrayKeys() {}

    public static boolean isUserId(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return (bytes >= 1 && bytes <= LONGEST_NICKNAME)
                || (bytes >= SHORTEST_UUID
                        && bytes <= LONGEST_UUID
                        && UUID_TEXT
                                .matcher(text.startsWith("-") ? text.substring(1) : text)
                                .matches());
    }

    /** Base64url without padding. */
    public static int base64UrlLength(String text) {
        return text.indexOf('=') >= 0 ? -1 : length(Base64.getUrlDecoder(), text);
    }

    /** Base64 with padding. */
    public static int base64Length(String text) {
        return text.length() % 4 == 0 ? length(Base64.getDecoder(), text) : -1;
    }

    public static int hexLength(String text) {
        return HEX.matcher(text).matches() ? text.length() / 2 : -1;
    }

    /** A key of WireGuard: 64 hex digits, or base64 of either alphabet with or without its padding. */
    public static int wireguardLength(String text) {
        if (text.length() == 2 * CURVE_BYTES && hexLength(text) == CURVE_BYTES) {
            return CURVE_BYTES;
        }
        String raw = text.endsWith("=") ? text.substring(0, text.length() - 1) : text;
        if (raw.isEmpty() || raw.indexOf('=') >= 0) {
            return -1;
        }
        boolean isStandard = raw.indexOf('+') >= 0 || raw.indexOf('/') >= 0;
        return length(isStandard ? Base64.getDecoder() : Base64.getUrlDecoder(), raw);
    }

    /** The bytes of a text that passed {@link #wireguardLength} or {@link #base64UrlLength}. */
    public static byte[] wireguardKey(String text) {
        if (text.length() == 2 * CURVE_BYTES && hexLength(text) == CURVE_BYTES) {
            return HexFormat.of().parseHex(text);
        }
        String raw = text.endsWith("=") ? text.substring(0, text.length() - 1) : text;
        return Base64.getUrlDecoder().decode(raw.replace('+', '-').replace('/', '_'));
    }

    private static int length(Base64.Decoder decoder, String text) {
        try {
            return decoder.decode(text).length;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
