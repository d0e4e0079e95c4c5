package io.nodecore.control.node;

import io.nodecore.admin.failure.Violations;
import io.nodecore.nodeconfig.NodeProfile;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Validates the profile of a node. */
final class ProfileRules {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REGION = 100;
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_IP = 45;

    private ProfileRules() {}

    /** @throws io.nodecore.admin.failure.FailureException naming every invalid field */
    static NodeProfile profile(
            @Nullable String name,
            @Nullable String ip,
            @Nullable Long port,
            @Nullable String region,
            @Nullable String domain) {
        var violations = new Violations();
        var profile = new NodeProfile(
                violations.text("name", name, LONGEST_NAME),
                violations.text("ip", ip, LONGEST_IP),
                (int) violations.number("port", port, 1, 65_535),
                violations.text("region", region, LONGEST_REGION),
                violations.optionalText("domain", domain, LONGEST_DOMAIN));
        if (!profile.ip().isEmpty() && !isIp(profile.ip())) {
            violations.add("ip", "must be an IPv4 or IPv6 address, got '" + profile.ip() + "'");
        }
        violations.refuseIfAny();
        return profile;
    }

    private static boolean isIp(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
