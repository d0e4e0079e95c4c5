package io.nodecore.nodeconfig.xray.transport;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayRange;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code xhttpSettings} (Xray: {@code SplitHTTPConfig.Build}). */
final class XhttpRules {

    private static final Set<String> MODES = Set.of("", "auto", "packet-up", "stream-up", "stream-one");
    private static final Set<String> PADDING_PLACES = Set.of("", "cookie", "header", "query", "queryInHeader");
    private static final Set<String> PADDING_METHODS = Set.of("", "repeat-x", "tokenish");
    private static final Set<String> ID_PLACES = Set.of("", "path", "cookie", "header", "query");
    private static final Set<String> DATA_PLACES = Set.of("", "auto", "body", "cookie", "header");
    private static final Map<String, Integer> TABLES = Map.of(
            "ALPHABET",
            26,
            "Alphabet",
            52,
            "BASE36",
            36,
            "Base62",
            62,
            "HEX",
            16,
            "alphabet",
            26,
            "base36",
            36,
            "hex",
            16,
            "number",
            10);
    private static final BigInteger ENOUGH_IDS = BigInteger.valueOf(2L << 30);
    private static final int LONGEST_CHECKED_ID = 64;

    private XhttpRules() {}

    /** If {@code extra} is present, Xray reads everything except host, path and mode from it. */
    static void check(TemplatePart given) {
        String mode = given.text("mode");
        if (!MODES.contains(mode)) {
            given.refuse("mode", "must be one of auto, packet-up, stream-up, stream-one, got '" + mode + "'");
        }
        TemplatePart xhttp = given.part("extra").orElse(given);
        TransportRules.refuseHost(xhttp);
        places(xhttp, mode);
        XrayRange padding = XrayRange.of(xhttp, "xPaddingBytes");
        if (!padding.isZero() && padding.from() <= 0) {
            xhttp.refuse("xPaddingBytes", "must be greater than 0");
        }
        table(xhttp);
        if (xhttp.number("serverMaxHeaderBytes", 0) < 0) {
            xhttp.refuse("serverMaxHeaderBytes", "must not be negative");
        }
        xhttp.part("xmux").ifPresent(xmux -> {
            if (XrayRange.of(xmux, "maxConnections").to() > 0
                    && XrayRange.of(xmux, "maxConcurrency").to() > 0) {
                xmux.refuse("maxConcurrency", "can't be together with maxConnections");
            }
        });
        xhttp.part("downloadSettings").ifPresent(download -> {
            if (mode.equals("stream-one")) {
                xhttp.refuse("downloadSettings", "can't be together with the mode stream-one");
            }
            StreamRules.check(download, StreamRules.RAW, false);
        });
    }

    private static void places(TemplatePart xhttp, String mode) {
        word(xhttp, "xPaddingPlacement", PADDING_PLACES);
        word(xhttp, "xPaddingMethod", PADDING_METHODS);
        word(xhttp, "sessionIDPlacement", ID_PLACES);
        word(xhttp, "seqPlacement", ID_PLACES);
        word(xhttp, "uplinkDataPlacement", DATA_PLACES);
        boolean isPacketUp = mode.equals("packet-up");
        if (Set.of("cookie", "header").contains(xhttp.text("uplinkDataPlacement")) && !isPacketUp) {
            xhttp.refuse("uplinkDataPlacement", "can be cookie or header in the mode packet-up alone");
        }
        if (xhttp.text("uplinkHTTPMethod").toUpperCase(Locale.ROOT).equals("GET") && !isPacketUp) {
            xhttp.refuse("uplinkHTTPMethod", "can be GET in the mode packet-up alone");
        }
    }

    /** Unlike most of Xray's words, these are case-sensitive. */
    private static void word(TemplatePart xhttp, String name, Set<String> words) {
        String word = xhttp.text(name);
        if (!words.contains(word)) {
            xhttp.refuse(name, "is no value that Xray knows, got '" + word + "'");
        }
    }

    private static void table(TemplatePart xhttp) {
        String table = xhttp.text("sessionIDTable");
        if (table.isEmpty()) {
            return;
        }
        XrayRange length = XrayRange.of(xhttp, "sessionIDLength");
        BigInteger base = BigInteger.valueOf(TABLES.getOrDefault(table, table.length()));
        BigInteger room = BigInteger.ZERO;
        for (long n = Math.max(0, length.from()); n <= Math.min(length.to(), LONGEST_CHECKED_ID); n++) {
            room = room.add(base.pow((int) n));
        }
        boolean isLong = length.to() > LONGEST_CHECKED_ID && base.intValue() > 1;
        if (!isLong && room.compareTo(ENOUGH_IDS) < 0) {
            xhttp.refuse("sessionIDLength", "must make room for 2147483648 ids of the table");
        } else if (length.from() <= 0) {
            xhttp.refuse("sessionIDLength", "must begin above 0");
        }
        if (table.chars().anyMatch(c -> c >= 0x80)) {
            xhttp.refuse("sessionIDTable", "must have ASCII characters alone");
        }
    }
}
