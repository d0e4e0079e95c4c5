package io.nodecore.nodeconfig.xray.transport;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayChange;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The settings of transports (Xray: {@code transport_method.go}). Xray reads all settings that are present, whatever the network is. */
public final class TransportRules {

    private static final Set<String> HEADERS = Set.of("none", "http");
    private static final Set<String> MASQUERADES = Set.of("404", "file", "proxy", "string");
    private static final int SMALLEST_MTU = 21;

    private TransportRules() {}

    public static void check(TemplatePart stream, boolean server) {
        header(stream, stream.has("rawSettings") ? "rawSettings" : "tcpSettings");
        stream.part(stream.has("xhttpSettings") ? "xhttpSettings" : "splithttpSettings")
                .ifPresent(XhttpRules::check);
        stream.part("kcpSettings").ifPresent(TransportRules::kcp);
        stream.part("httpupgradeSettings").ifPresent(TransportRules::refuseHost);
        stream.part("hysteriaSettings").ifPresent(hysteria -> hysteria(hysteria, server));
    }

    /** Also checked by Xray for XHTTP. */
    public static void refuseHost(TemplatePart settings) {
        settings.part("headers").ifPresent(headers -> {
            if (headers.json().propertyNames().stream().anyMatch(name -> name.equalsIgnoreCase("host"))) {
                settings.refuse("headers", "must not have a host, which is a setting of its own");
            }
        });
    }

    private static void header(TemplatePart stream, String settings) {
        stream.part(settings).flatMap(raw -> raw.part("header")).ifPresent(header -> {
            if (header.requiredOneOf("type", HEADERS).equals("http")) {
                header.part("request").ifPresent(TransportRules::values);
                header.part("response").ifPresent(TransportRules::values);
            }
        });
    }

    private static void values(TemplatePart message) {
        if (message.given("headers") instanceof ObjectNode headers) {
            headers.properties().stream()
                    .filter(header -> header.getValue().isNull())
                    .forEach(header -> message.refuse("headers." + header.getKey(), "must have a value"));
        }
    }

    private static void kcp(TemplatePart kcp) {
        for (String removed : new String[] {"header", "seed"}) {
            if (kcp.has(removed) && kcp.isSince(XrayChange.MKCP_HEADER_REMOVED)) {
                kcp.refuse(removed, "was removed from Xray, use finalmask.udp");
            }
        }
        long mtu = kcp.number("mtu", 1350);
        if (mtu < SMALLEST_MTU) {
            kcp.refuse("mtu", "must be " + SMALLEST_MTU + " at least, got " + mtu);
        }
        kcp.inRange("tti", 10, 1000);
        if (kcp.number("cwndMultiplier", 1) < 1) {
            kcp.refuse("cwndMultiplier", "must be 1 at least");
        }
        if (kcp.number("maxSendingWindow", 2 * 1024 * 1024) < mtu) {
            kcp.refuse("maxSendingWindow", "must not be smaller than the mtu, " + mtu);
        }
    }

    private static void hysteria(TemplatePart hysteria, boolean server) {
        if (hysteria.has("version") || !server) {
            version(hysteria);
        }
        if (hysteria.number("udpIdleTimeout", 0) != 0) {
            hysteria.inRange("udpIdleTimeout", 2, 600);
        }
        if (server) {
            hysteria.part("masquerade").ifPresent(masquerade -> masquerade.oneOf("type", MASQUERADES));
        }
    }

    /** Xray supports only the second version. */
    public static void version(TemplatePart hysteria) {
        if (!hysteria.has("version")) {
            hysteria.refuse("version", "is required, must be 2");
        }
        hysteria.inRange("version", 2, 2);
    }
}
