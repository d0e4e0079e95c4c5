package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.inbound.Inbound;
import io.nodecore.nodeconfig.inbound.InboundProtocols;
import io.nodecore.nodeconfig.xray.SocketRules.Kinds;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayAddresses;
import io.nodecore.nodeconfig.xray.reading.XrayChange;
import io.nodecore.nodeconfig.xray.transport.StreamRules;
import io.nodecore.nodeconfig.xray.transport.TlsRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Inbounds, each alone and together with the others of their node (Xray: {@code InboundDetourConfig.Build}). */
public final class InboundRules {

    private static final int LONGEST_TAG = 100;

    private final List<Inbound> found = new ArrayList<>();
    private final Set<String> tags = new HashSet<>();
    private final SocketRules sockets = new SocketRules();
    private int count;

    /** The inbounds that become node protocols. */
    public List<Inbound> found() {
        return found;
    }

    public int count() {
        return count;
    }

    SocketRules sockets() {
        return sockets;
    }

    void xray(TemplatePart inbound) {
        String tag = tag(inbound);
        JsonNode given = inbound.given("protocol");
        String word = given != null && given.isString() ? given.stringValue() : "";
        if (InboundProtocols.isWithoutLinks(word)) {
            withoutLinks(inbound, word.toLowerCase(Locale.ROOT));
            return;
        }
        InboundProtocols.ofXray(word)
                .ifPresentOrElse(
                        protocol -> {
                            withLinks(inbound, protocol);
                            found.add(new Inbound(tag, protocol));
                        },
                        () -> inbound.refuse(
                                "protocol",
                                "must be one of " + InboundProtocols.ALL
                                        + (given == null ? ", is missing" : ", got " + given)));
    }

    private void withLinks(TemplatePart inbound, VpnProtocol protocol) {
        boolean isHysteria2 = protocol == VpnProtocol.HYSTERIA2;
        String absent = isHysteria2 ? StreamRules.HYSTERIA : StreamRules.RAW;
        JsonNode stream = inbound.json().path("streamSettings");
        sockets.check(inbound, kinds(inbound, protocol, absent));
        SettingsRules.check(inbound, protocol);
        if (isHysteria2) {
            inbound.requireSince(XrayChange.HYSTERIA_INBOUND_ADDED, "protocol");
            hysteria(inbound);
        } else {
            inbound.part("streamSettings").ifPresent(part -> StreamRules.check(part, absent, true));
            if (StreamRules.network(stream, absent).equals(StreamRules.HYSTERIA)
                    && stream.path("hysteriaSettings").path("auth").asString("").isEmpty()) {
                inbound.refuse("streamSettings.hysteriaSettings.auth", "is required for " + protocol.word());
            }
        }
        unixOfUdp(inbound, stream, absent);
        sniffing(inbound);
    }

    /** The generator completes the transport of hysteria2. */
    private static void hysteria(TemplatePart inbound) {
        inbound.part("streamSettings").ifPresent(stream -> {
            if (!StreamRules.network(stream.json(), StreamRules.HYSTERIA).equals(StreamRules.HYSTERIA)) {
                stream.refuse("network", "must be hysteria: over any other transport its clients mean nothing");
                return;
            }
            if (stream.text("security").isEmpty()) {
                stream.part("tlsSettings").ifPresent(tls -> TlsRules.check(tls, true));
                var secured = stream.json().deepCopy().put("security", "none");
                StreamRules.check(new TemplatePart(secured, stream.field(), stream.findings()), "", true);
            } else {
                StreamRules.check(stream, StreamRules.HYSTERIA, true);
            }
        });
    }

    private void withoutLinks(TemplatePart inbound, String protocol) {
        TemplatePart settings = inbound.partOrEmpty("settings");
        inbound.part("streamSettings").ifPresent(stream -> StreamRules.check(stream, StreamRules.RAW, true));
        sniffing(inbound);
        if (protocol.equals("tun")) {
            inbound.requireSince(XrayChange.TUN_ADDED, "protocol");
            return;
        }
        sockets.check(inbound, kinds(networks(settings, "allowedNetwork"), inbound.json(), StreamRules.RAW));
        if (settings.json().path("allowedNetwork").isArray()
                && settings.json().path("allowedNetwork").isEmpty()
                && !settings.has("network")) {
            settings.refuse("allowedNetwork", "must name at least one network");
        }
        settings.part("portMap")
                .ifPresent(map -> map.json().propertyNames().forEach(name -> {
                    if (!XrayAddresses.isHostAndPort(map.text(name))) {
                        map.refuse(name, "must be host:port, got '" + map.text(name) + "'");
                    }
                }));
    }

    private static Kinds kinds(TemplatePart inbound, VpnProtocol protocol, String absent) {
        return switch (protocol) {
            case WIREGUARD -> new Kinds(false, true);
            case SHADOWSOCKS -> kinds(networks(inbound.partOrEmpty("settings"), "network"), inbound.json(), absent);
            default -> kinds("tcp", inbound.json(), absent);
        };
    }

    /** The transport carries the proxy's TCP traffic; its UDP traffic has a separate socket. */
    private static Kinds kinds(String networks, JsonNode inbound, String absent) {
        boolean tcp = networks.contains("tcp") || !networks.contains("udp");
        boolean udpTransport = StreamRules.isUdp(inbound.path("streamSettings"), absent);
        return new Kinds(tcp && !udpTransport, networks.contains("udp") || (tcp && udpTransport));
    }

    private static String networks(TemplatePart settings, String newName) {
        JsonNode given = settings.has("network") ? settings.given("network") : settings.given(newName);
        return given == null ? "tcp" : given.toString().toLowerCase(Locale.ROOT);
    }

    private static void unixOfUdp(TemplatePart inbound, JsonNode stream, String absent) {
        String network = StreamRules.network(stream, absent);
        if (XrayAddresses.isUnix(inbound.json().path("listen").asString(""))
                && (network.equals(StreamRules.MKCP) || network.equals(StreamRules.HYSTERIA))) {
            inbound.refuse("listen", "must be an IP address: " + network + " listens on UDP");
        }
    }

    public void mtproto(TemplatePart inbound) {
        String tag = tag(inbound);
        JsonNode given = inbound.given("protocol");
        if (given != null && !given.asString("").equalsIgnoreCase(VpnProtocol.MTPROTO.word())) {
            inbound.refuse("protocol", "must be mtproto or absent, got " + given);
        }
        sockets.check(inbound, new Kinds(true, false));
        inbound.part("settings");
        found.add(new Inbound(tag, VpnProtocol.MTPROTO));
    }

    /** Empty if the inbound is refused. */
    private String tag(TemplatePart inbound) {
        count++;
        JsonNode given = inbound.given("tag");
        String tag = given != null && given.isString() ? given.stringValue() : "";
        if (tag.isBlank()) {
            inbound.refuse("tag", "is required, a text that names the inbound");
        } else if (tag.length() > LONGEST_TAG) {
            inbound.refuse("tag", "must have " + LONGEST_TAG + " characters at most, got " + tag.length());
        } else if (!tags.add(tag)) {
            inbound.refuse("tag", "'" + tag + "' is the tag of another inbound");
        }
        return tag;
    }

    private static void sniffing(TemplatePart inbound) {
        inbound.part("sniffing").ifPresent(SniffingRules::check);
    }
}
