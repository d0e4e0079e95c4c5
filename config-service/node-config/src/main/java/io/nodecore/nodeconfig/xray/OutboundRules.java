package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayAddresses;
import io.nodecore.nodeconfig.xray.reading.XrayChange;
import io.nodecore.nodeconfig.xray.transport.SockoptRules;
import io.nodecore.nodeconfig.xray.transport.StreamRules;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Outbounds (Xray: {@code OutboundDetourConfig.Build}). */
final class OutboundRules {

    private static final Set<String> PROTOCOLS = Set.of(
            "freedom",
            "direct",
            "blackhole",
            "block",
            "dns",
            "loopback",
            "vless",
            "vmess",
            "trojan",
            "shadowsocks",
            "hysteria",
            "wireguard",
            "masque",
            "socks",
            "http");

    private static final Set<String> XUDP = Set.of("reject", "allow", "skip");

    private final Set<String> tags = new HashSet<>();

    Set<String> tags() {
        return tags;
    }

    void check(TemplatePart outbound) {
        String tag = outbound.text("tag");
        if (!tag.isEmpty() && !tags.add(tag)) {
            outbound.refuse("tag", "'" + tag + "' is the tag of another outbound");
        }
        String protocol = outbound.text("protocol").toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.contains(protocol)) {
            outbound.refuse("protocol", "is none of Xray's outbounds, got '" + outbound.text("protocol") + "'");
        }
        outbound.oneOf("targetStrategy", SockoptRules.STRATEGIES);
        sendThrough(outbound);
        outbound.part("streamSettings").ifPresent(stream -> StreamRules.check(stream, StreamRules.RAW, false));
        proxy(outbound);
        outbound.part("mux").ifPresent(mux -> {
            if (!mux.text("xudpProxyUDP443").isEmpty() && !XUDP.contains(mux.text("xudpProxyUDP443"))) {
                mux.refuse("xudpProxyUDP443", "must be reject, allow or skip");
            }
        });
        TemplatePart settings = outbound.partOrEmpty("settings");
        OutboundSettingsRules.check(settings, protocol);
        JsonNode stream = outbound.json().path("streamSettings");
        if (protocol.equals("hysteria")
                && !StreamRules.network(stream, StreamRules.RAW).equals(StreamRules.HYSTERIA)) {
            outbound.refuse("streamSettings.network", "must be hysteria for the protocol hysteria");
        }
        if (outbound.isSince(XrayChange.OPEN_OUTBOUNDS_REFUSED)
                && !Set.of("tls", "reality").contains(StreamRules.security(stream))) {
            OutboundSettingsRules.requireSecurity(settings, protocol);
        }
    }

    private static void sendThrough(TemplatePart outbound) {
        String address = outbound.text("sendThrough");
        if (outbound.has("sendThrough")
                && address.indexOf('/') < 0
                && !XrayAddresses.isIp(XrayAddresses.plain(address))
                && !address.equals("origin")
                && !address.equals("srcip")) {
            outbound.refuse("sendThrough", "must be an IP address, origin or srcip, got '" + address + "'");
        }
    }

    private static void proxy(TemplatePart outbound) {
        outbound.part("proxySettings").ifPresent(proxy -> {
            if (proxy.text("tag").isEmpty()) {
                proxy.refuse("tag", "is required");
            }
            JsonNode dialer =
                    outbound.json().path("streamSettings").path("sockopt").path("dialerProxy");
            if (!dialer.asString("").isEmpty()) {
                proxy.refuse("tag", "can't be together with sockopt.dialerProxy");
            }
        });
    }
}
