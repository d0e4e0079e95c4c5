package io.nodecore.control.config.template;

import java.util.regex.Pattern;

/** What an operator may say about policies and statistics, which the generator completes. */
final class PolicyRules {

    private static final Pattern LEVEL = Pattern.compile("0|[1-9]\\d{0,9}");
    private static final long HIGHEST_LEVEL = 0xFFFF_FFFFL;

    private PolicyRules() {}

    static void check(TemplatePart xray) {
        xray.part("stats");
        xray.part("policy").ifPresent(policy -> {
            policy.part("levels")
                    .ifPresent(levels -> levels.json().propertyNames().forEach(level -> {
                        if (!LEVEL.matcher(level).matches() || Long.parseLong(level) > HIGHEST_LEVEL) {
                            levels.refuse(level, "is no level: a whole number from 0 is");
                        }
                        levels.part(level);
                    }));
            policy.part("system");
        });
    }
}
