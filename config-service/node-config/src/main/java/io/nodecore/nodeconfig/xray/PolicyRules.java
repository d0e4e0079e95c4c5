package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import java.util.List;
import java.util.regex.Pattern;

/** {@code policy} and {@code stats} (Xray: {@code infra/conf/policy.go}), which the generator completes. */
final class PolicyRules {

    private static final Pattern LEVEL = Pattern.compile("\\d{1,10}");
    private static final long HIGHEST_LEVEL = 0xFFFF_FFFFL;

    private static final List<String> OF_USERS = List.of("statsUserUplink", "statsUserDownlink", "statsUserOnline");
    private static final List<String> OF_INBOUNDS = List.of("statsInboundUplink", "statsInboundDownlink");
    private static final List<String> OF_OUTBOUNDS = List.of("statsOutboundUplink", "statsOutboundDownlink");

    private PolicyRules() {}

    static void check(TemplatePart xray) {
        xray.part("stats");
        xray.part("policy").ifPresent(policy -> {
            policy.part("levels")
                    .ifPresent(levels -> levels.json().propertyNames().forEach(level -> {
                        if (!LEVEL.matcher(level).matches() || Long.parseLong(level) > HIGHEST_LEVEL) {
                            levels.refuse(level, "is no level: a level is a whole number from 0");
                        }
                        levels.part(level)
                                .ifPresent(part -> switchedOff(
                                        part, OF_USERS, "is switched off: users of this level are not counted by it"));
                    }));
            policy.part("system").ifPresent(system -> {
                switchedOff(system, OF_INBOUNDS, "is switched off: inbounds are not counted by it");
                switchedOff(system, OF_OUTBOUNDS, "is switched off: the node has no outbound usage of it to report");
            });
        });
    }

    private static void switchedOff(TemplatePart owner, List<String> counters, String message) {
        for (String counter : counters) {
            if (owner.has(counter)
                    && owner.json().path(counter).isBoolean()
                    && !owner.json().path(counter).booleanValue()) {
                owner.warn(counter, message);
            }
        }
    }
}
