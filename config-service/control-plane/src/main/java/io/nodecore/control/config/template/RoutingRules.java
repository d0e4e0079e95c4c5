package io.nodecore.control.config.template;

import java.util.HashSet;
import java.util.Set;

/**
 * What Xray's router refuses to start with. An {@code outboundTag} that no outbound has is none of it: the outbound may come later,
 * and what is routed there is closed.
 */
final class RoutingRules {

    private RoutingRules() {}

    static void check(TemplatePart routing) {
        Set<String> balancers = new HashSet<>();
        for (TemplatePart balancer : routing.parts("balancers")) {
            String tag = balancer.text("tag");
            if (tag.isEmpty()) {
                balancer.refuse("tag", "is required");
            } else if (!balancers.add(tag)) {
                balancer.refuse("tag", "'" + tag + "' is the tag of another balancer");
            }
            if (balancer.words("selector").isEmpty()) {
                balancer.refuse("selector", "must name at least one prefix of an outbound's tag");
            }
        }
        for (TemplatePart rule : routing.parts("rules")) {
            String balancerTag = rule.text("balancerTag");
            if (!rule.text("outboundTag").isEmpty()) {
                continue;
            }
            if (balancerTag.isEmpty()) {
                rule.refuse("outboundTag", "is required, or balancerTag");
            } else if (!balancers.contains(balancerTag)) {
                rule.refuse("balancerTag", "there is no balancer '" + balancerTag + "'");
            }
        }
    }
}
