package io.nodecore.nodeconfig.xray.transport;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.TemplatePart.Word;
import io.nodecore.nodeconfig.xray.reading.XrayAddresses;
import io.nodecore.nodeconfig.xray.reading.XrayRange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code finalmask} (Xray: {@code transport_finalmask.go}). */
public final class MaskRules {

    private static final Set<String> TCP = Set.of("header-custom", "fragment", "sudoku", "xmc");
    private static final Set<String> UDP =
            Set.of("header-custom", "mkcp-legacy", "noise", "salamander", "sudoku", "xdns", "xicmp", "realm");
    private static final Set<String> MKCP_HEADERS = Set.of("dns", "dtls", "srtp", "utp", "wechat", "wireguard");
    private static final int LARGEST_PACKET = 2048;

    private MaskRules() {}

    public static void check(TemplatePart masks) {
        masks.parts("tcp").forEach(mask -> mask(mask, TCP));
        masks.parts("udp").forEach(mask -> mask(mask, UDP));
        masks.part("quicParams").ifPresent(QuicRules::check);
    }

    private static void mask(TemplatePart mask, Set<String> types) {
        String type = mask.requiredOneOf("type", types);
        TemplatePart settings = mask.partOrEmpty("settings");
        switch (type) {
            case "header-custom" -> MaskHeaderRules.check(settings);
            case "fragment" -> fragment(settings);
            case "noise" -> noise(settings);
            case "salamander" -> salamander(settings);
            case "mkcp-legacy" -> settings.oneOf("header", MKCP_HEADERS);
            case "xdns" -> xdns(settings);
            case "xmc" -> xmc(settings);
            case "xicmp" -> addresses(settings);
            case "realm" -> realm(settings);
            default -> {}
        }
    }

    private static void fragment(TemplatePart settings) {
        packets(settings);
        List<JsonNode> lengths = settings.json().path("lengths").valueStream().toList();
        XrayRange last = lengths.isEmpty()
                ? XrayRange.of(settings, "length")
                : XrayRange.of(lengths.getLast().asString("")).orElse(XrayRange.ZERO);
        if (last.from() == 0) {
            settings.refuse(lengths.isEmpty() ? "length" : "lengths", "must not end with a length from 0");
        }
    }

    /** The packets that are cut into fragments. */
    public static void packets(TemplatePart fragment) {
        String packets = fragment.text("packets").toLowerCase(Locale.ROOT);
        if (!packets.isEmpty() && !packets.equals("tlshello")) {
            Optional<XrayRange> range = XrayRange.of(packets);
            if (range.isEmpty() || packets.matches("0+(-.*)?")) {
                fragment.refuse("packets", "must be tlshello, or a range from 1 such as 1-3, got '" + packets + "'");
            }
        }
    }

    private static void noise(TemplatePart settings) {
        for (TemplatePart item : settings.parts("noise")) {
            if (item.has("packet") && XrayRange.of(item, "rand").to() > 0) {
                item.refuse("rand", "can't be together with packet");
            }
            MaskHeaderRules.randRange(item);
            MaskHeaderRules.bytes(item, "packet");
        }
    }

    private static void salamander(TemplatePart settings) {
        XrayRange size = XrayRange.of(settings, "packetSize");
        if (size.to() > 0 && (size.from() <= 0 || size.to() > LARGEST_PACKET)) {
            settings.refuse("packetSize", "must be from 1 to " + LARGEST_PACKET);
        }
    }

    private static void xdns(TemplatePart settings) {
        if (settings.has("domain")) {
            settings.refuse("domain", "was removed from Xray, use domains and resolvers");
        }
        List<Word> resolvers = settings.texts("resolvers");
        if (resolvers.isEmpty() && settings.texts("domains").isEmpty()) {
            settings.refuse("domains", "is required, or resolvers");
        }
        for (Word resolver : resolvers) {
            if (!resolver.text().contains("+udp://")) {
                settings.refuse(resolver.name(), "must be domain+udp://server, got '" + resolver.text() + "'");
            }
        }
    }

    private static void xmc(TemplatePart settings) {
        List<TemplatePart> profiles = settings.parts("profiles");
        if (profiles.isEmpty()) {
            settings.refuse("profiles", "must have at least one profile");
        }
        if (settings.text("password").isEmpty()) {
            settings.refuse("password", "is required");
        }
        for (TemplatePart profile : profiles) {
            if (!profile.text("username").matches("[A-Za-z0-9_]{3,16}")) {
                profile.refuse("username", "must be 3 to 16 letters, digits or underscores");
            }
            if (!profile.text("uuid").replace("-", "").matches("[0-9a-fA-F]{32}")) {
                profile.refuse("uuid", "must be a UUID");
            }
            for (String textures : List.of("texturesValue", "texturesSignature")) {
                if (profile.text(textures).isEmpty()) {
                    profile.refuse(textures, "is required");
                }
            }
        }
    }

    private static void addresses(TemplatePart settings) {
        for (Word ip : settings.texts("ips")) {
            String address = ip.text().indexOf('%') > 0
                    ? ip.text().substring(0, ip.text().indexOf('%'))
                    : ip.text();
            if (!XrayAddresses.isIp(address)) {
                settings.refuse(ip.name(), "must be an address, got '" + ip.text() + "'");
            }
        }
    }

    private static void realm(TemplatePart settings) {
        String url = settings.text("url");
        if (!url.toLowerCase(Locale.ROOT).matches("realm(\\+http)?://[^/?#@]+@(\\[[^\\]]+]|[^/?#@:]+)(:\\d+)?/.+")) {
            settings.refuse("url", "must be realm://token@host/id or realm+http://token@host/id");
        }
        List<Word> servers = settings.texts("stunServers");
        if (servers.isEmpty()) {
            settings.refuse("stunServers", "must have at least one server");
        }
        for (Word server : servers) {
            if (!XrayAddresses.isHostAndPort(server.text())) {
                settings.refuse(server.name(), "must be host:port, got '" + server.text() + "'");
            }
        }
        settings.part("tlsConfig").ifPresent(tls -> TlsRules.check(tls, false));
    }
}
