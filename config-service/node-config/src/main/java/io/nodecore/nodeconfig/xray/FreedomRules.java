package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.GeoRules;
import io.nodecore.nodeconfig.xray.reading.PortLists;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayAddresses;
import io.nodecore.nodeconfig.xray.reading.XrayKeys;
import io.nodecore.nodeconfig.xray.reading.XrayRange;
import io.nodecore.nodeconfig.xray.transport.MaskRules;
import io.nodecore.nodeconfig.xray.transport.SockoptRules;
import java.util.Set;

/** The settings of a freedom outbound (Xray: {@code FreedomConfig.Build}). */
final class FreedomRules {

    private static final Set<String> NOISES = Set.of("rand", "str", "hex", "base64");
    private static final Set<String> NOISE_TARGETS = Set.of("ip", "all", "ipv4", "ipv6");
    private static final Set<String> ACTIONS = Set.of("allow", "block");

    private FreedomRules() {}

    static void check(TemplatePart settings) {
        settings.oneOf(
                settings.text("targetStrategy").isEmpty() ? "domainStrategy" : "targetStrategy",
                SockoptRules.STRATEGIES);
        settings.part("fragment").ifPresent(fragment -> {
            MaskRules.packets(fragment);
            if (XrayRange.of(fragment, "length").from() == 0) {
                fragment.refuse("length", "is required and must not begin with 0");
            }
            if (!fragment.has("interval")) {
                fragment.refuse("interval", "is required");
            }
        });
        if (settings.has("noise")) {
            settings.refuse("noise", "was removed from Xray, use noises");
        }
        settings.parts("noises").forEach(FreedomRules::noise);
        String redirect = settings.text("redirect");
        if (!redirect.isEmpty()
                && !(XrayAddresses.isHostAndPort(redirect)
                        && XrayAddresses.isPort(redirect.substring(redirect.lastIndexOf(':') + 1)))) {
            settings.refuse("redirect", "must be host:port, got '" + redirect + "'");
        }
        for (TemplatePart rule : settings.parts("finalRules")) {
            rule.requiredOneOf("action", ACTIONS);
            PortLists.check(rule, "port");
            GeoRules.ips(rule, "ip");
        }
    }

    private static void noise(TemplatePart noise) {
        String type = noise.text("type");
        if (!NOISES.contains(type)) {
            noise.refuse("type", "must be one of rand, str, hex, base64, got '" + type + "'");
        }
        String packet = noise.text("packet").strip();
        boolean right = switch (type) {
            case "rand" ->
                XrayRange.of(packet).filter(range -> range.from() != 0).isPresent();
            case "hex" -> XrayKeys.hexLength(packet) >= 0;
            case "base64" ->
                XrayKeys.base64UrlLength(
                                packet.replace('+', '-').replace('/', '_').replace("=", ""))
                        >= 0;
            default -> true;
        };
        if (!right) {
            noise.refuse("packet", "must be of the type " + type + ", got '" + packet + "'");
        }
        noise.oneOf("applyTo", NOISE_TARGETS);
    }
}
