package io.nodecore.nodeconfig.xray.transport;

import io.nodecore.nodeconfig.xray.reading.PortLists;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayRange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code finalmask.quicParams} (Xray: {@code StreamConfig.Build}). */
final class QuicRules {

    private static final Set<String> CONGESTIONS = Set.of("brutal", "reno", "bbr", "force-brutal");
    private static final Set<String> PROFILES = Set.of("conservative", "standard", "aggressive");
    private static final Pattern BANDWIDTH = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)\\s*([a-z]*)");
    private static final Map<String, Double> UNITS =
            Map.of("", 1.0, "b", 1.0, "k", 0x1p10, "m", 0x1p20, "g", 0x1p30, "t", 0x1p40);
    private static final int SLOWEST = 65_536;
    private static final int SMALLEST_WINDOW = 16_384;

    private QuicRules() {}

    static void check(TemplatePart quic) {
        quic.oneOf("bbrProfile", PROFILES);
        double up = bandwidth(quic, "brutalUp");
        bandwidth(quic, "brutalDown");
        if (quic.oneOf("congestion", CONGESTIONS).equals("force-brutal") && up == 0) {
            quic.refuse("brutalUp", "is required with force-brutal");
        }
        quic.part("udpHop").ifPresent(hop -> {
            PortLists.check(hop, "ports");
            XrayRange interval = XrayRange.of(hop, "interval");
            if ((interval.from() != 0 && interval.from() < 5) || (interval.to() != 0 && interval.to() < 5)) {
                hop.refuse("interval", "must be 5 at least");
            }
        });
        for (String window : List.of(
                "initStreamReceiveWindow",
                "maxStreamReceiveWindow",
                "initConnectionReceiveWindow",
                "maxConnectionReceiveWindow")) {
            atLeast(quic, window, SMALLEST_WINDOW);
        }
        atLeast(quic, "maxIncomingStreams", 8);
        inRangeOrZero(quic, "maxIdleTimeout", 4, 120);
        inRangeOrZero(quic, "keepAlivePeriod", 2, 60);
    }

    private static void atLeast(TemplatePart quic, String name, long least) {
        long value = quic.number(name, 0);
        if (value != 0 && value < least) {
            quic.refuse(name, "must be 0 or " + least + " at least, got " + value);
        }
    }

    private static void inRangeOrZero(TemplatePart quic, String name, long least, long most) {
        if (quic.number(name, 0) != 0) {
            quic.inRange(name, least, most);
        }
    }

    /** Bytes per second, parsed as Xray's {@code Bandwidth} does. */
    private static double bandwidth(TemplatePart quic, String name) {
        String text = quic.text(name).toLowerCase(Locale.ROOT).strip();
        if (text.isEmpty()) {
            return 0;
        }
        Matcher matcher = BANDWIDTH.matcher(text);
        String unit = matcher.matches()
                ? matcher.group(2).replaceFirst("^bps$", "b").replaceFirst("(?<=^[kmgt])b(ps)?$", "")
                : "?";
        Double factor = UNITS.get(unit);
        if (factor == null) {
            quic.refuse(name, "must be a bandwidth such as 100 mbps, got '" + quic.text(name) + "'");
            return 0;
        }
        double bytes = Math.floor(Double.parseDouble(matcher.group(1)) * factor) / 8;
        if (bytes > 0 && Math.floor(bytes) > 0 && bytes < SLOWEST) {
            quic.refuse(name, "must be " + SLOWEST + " bytes per second at least");
        }
        return Math.floor(bytes);
    }
}
