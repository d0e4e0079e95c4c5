package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.GeoRules;
import io.nodecore.nodeconfig.xray.reading.PortLists;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayRange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Routing and balancers (Xray: {@code infra/conf/router.go}, {@code app/router}). An {@code outboundTag} without an outbound is not
 * refused: the outbound may be added later, and until then the connection is closed.
 */
final class RoutingRules {

    private static final Set<String> STRATEGIES = Set.of("random", "roundrobin", "leastping", "leastload");

    /** A list in a rule is a condition unless it is empty; the same holds for a map of attributes. */
    private static final List<String> LISTS = List.of(
            "domain",
            "domains",
            "ip",
            "sourceIP",
            "source",
            "localIP",
            "network",
            "user",
            "inboundTag",
            "protocol",
            "process",
            "localOS",
            "attrs");

    /** Ports in a rule are a condition even if they are empty. */
    private static final List<String> PORTS = List.of("port", "sourcePort", "localPort", "vlessRoute");

    private RoutingRules() {}

    /** @param observed whether the template has an observatory */
    static void check(TemplatePart routing, boolean observed) {
        Set<String> balancers = new HashSet<>();
        for (TemplatePart balancer : routing.parts("balancers")) {
            balancer(balancer, balancers, observed);
        }
        for (TemplatePart rule : routing.parts("rules")) {
            rule(rule, balancers);
        }
    }

    private static void balancer(TemplatePart balancer, Set<String> tags, boolean observed) {
        String tag = balancer.text("tag");
        if (tag.isEmpty()) {
            balancer.refuse("tag", "is required");
        } else if (!tags.add(tag)) {
            balancer.warn("tag", "'" + tag + "' is the tag of another balancer, which this one replaces");
        }
        if (balancer.words("selector").isEmpty()) {
            balancer.refuse("selector", "must name at least one prefix of an outbound's tag");
        }
        String type = balancer.part("strategy")
                .map(strategy -> {
                    String word = strategy.oneOf("type", STRATEGIES);
                    strategy.part("settings").ifPresent(RoutingRules::leastLoad);
                    return word;
                })
                .orElse("");
        if (observed) {
            return;
        }
        if (type.startsWith("least")) {
            balancer.refuse("strategy.type", type + " needs an observatory or a burstObservatory");
        } else if (!balancer.text("fallbackTag").isEmpty()) {
            balancer.refuse("fallbackTag", "needs an observatory or a burstObservatory");
        }
    }

    private static void leastLoad(TemplatePart settings) {
        XrayRange.checkDuration(settings, "maxRTT");
    }

    private static void rule(TemplatePart rule, Set<String> balancers) {
        String balancerTag = rule.text("balancerTag");
        boolean aimed = true;
        if (rule.text("outboundTag").isEmpty()) {
            if (balancerTag.isEmpty()) {
                rule.refuse("outboundTag", "is required, or balancerTag");
                aimed = false;
            } else if (!balancers.contains(balancerTag)) {
                rule.refuse("balancerTag", "there is no balancer '" + balancerTag + "'");
                aimed = false;
            }
        }
        GeoRules.domains(rule, "domain");
        GeoRules.domains(rule, "domains");
        GeoRules.ips(rule, "ip");
        GeoRules.ips(rule, rule.has("sourceIP") ? "sourceIP" : "source");
        GeoRules.ips(rule, "localIP");
        PORTS.forEach(name -> PortLists.check(rule, name));
        rule.part("attrs")
                .ifPresent(attributes -> attributes.json().propertyNames().forEach(name -> {
                    if (!GeoRules.isPattern(attributes.text(name))) {
                        attributes.refuse(name, "must be a regular expression of Go (RE2)");
                    }
                }));
        if (aimed && !hasCondition(rule)) {
            rule.refuse("", "must have a condition, such as domain, ip, port, network or inboundTag");
        }
    }

    private static boolean hasCondition(TemplatePart rule) {
        return PORTS.stream().anyMatch(rule::has)
                || LISTS.stream()
                        .filter(name -> !(name.equals("domain") && rule.has("domains")))
                        .filter(name -> !(name.equals("source") && rule.has("sourceIP")))
                        .map(rule.json()::path)
                        .anyMatch(given -> given.isString() || !given.isEmpty());
    }
}
