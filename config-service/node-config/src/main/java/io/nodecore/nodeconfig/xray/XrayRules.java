package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayShape;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Configs with which Xray would not start: by their shape, their meaning, and the relations of their parts. */
public final class XrayRules {

    private XrayRules() {}

    /** Checks a config whose members have the names that {@link XrayShape#named} gives them. */
    public static void check(TemplatePart xray, InboundRules inbounds) {
        xray.parts("inbounds").forEach(inbounds::xray);
        var outbounds = new OutboundRules();
        xray.parts("outbounds").forEach(outbounds::check);
        xray.part("routing").ifPresent(routing -> RoutingRules.check(routing, AppRules.isObserved(xray)));
        xray.part("dns").ifPresent(DnsRules::check);
        PolicyRules.check(xray);
        AppRules.check(xray, inbounds.sockets());
        XrayShape.check(xray);
        References.warn(xray, outbounds.tags());
    }

    /** The tags of outbounds while Xray runs: those of the config, and those that Xray adds itself. */
    static Set<String> outboundTags(ObjectNode xray, Set<String> ofOutbounds) {
        Set<String> tags = new HashSet<>(ofOutbounds);
        tags.add(xray.path("api").path("tag").asString(""));
        tags.add(xray.path("metrics").path("tag").asString("Metrics"));
        xray.path("inbounds")
                .forEach(inbound -> inbound.path("settings")
                        .path("clients")
                        .forEach(client ->
                                tags.add(client.path("reverse").path("tag").asString(""))));
        return tags;
    }
}
