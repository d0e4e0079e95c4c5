package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.TemplatePart.Word;
import java.util.Set;

/** References to tags that do not exist: Xray starts with them, and closes the connections that need them. */
final class References {

    private References() {}

    static void warn(TemplatePart xray, Set<String> ofOutbounds) {
        Set<String> tags = XrayRules.outboundTags(xray.json(), ofOutbounds);
        if (xray.json().path("routing").isObject()) {
            xray.part("routing").ifPresent(routing -> routing(routing, tags));
        }
        for (TemplatePart outbound : xray.parts("outbounds")) {
            String path = "streamSettings.sockopt.dialerProxy";
            String dialer =
                    outbound.json().at("/streamSettings/sockopt/dialerProxy").asString("");
            warn(outbound, path, dialer, tags);
            warn(
                    outbound,
                    "proxySettings.tag",
                    outbound.json().at("/proxySettings/tag").asString(""),
                    tags);
        }
    }

    private static void routing(TemplatePart routing, Set<String> tags) {
        for (TemplatePart rule : routing.parts("rules")) {
            warn(rule, "outboundTag", rule.json().path("outboundTag").asString(""), tags);
        }
        for (TemplatePart balancer : routing.parts("balancers")) {
            warn(balancer, "fallbackTag", balancer.json().path("fallbackTag").asString(""), tags);
            for (Word prefix : balancer.words("selector")) {
                if (tags.stream().noneMatch(tag -> tag.startsWith(prefix.text()))) {
                    balancer.warn(prefix.name(), "no outbound has a tag that begins with '" + prefix.text() + "'");
                }
            }
        }
    }

    private static void warn(TemplatePart owner, String name, String tag, Set<String> tags) {
        if (!tag.isEmpty() && !tags.contains(tag)) {
            owner.warn(name, "no outbound has the tag '" + tag + "'");
        }
    }
}
