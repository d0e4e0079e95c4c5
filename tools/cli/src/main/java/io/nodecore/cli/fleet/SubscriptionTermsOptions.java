package io.nodecore.cli.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a subscription allows. */
final class SubscriptionTermsOptions {

    @Option(
            names = "--traffic-limit",
            paramLabel = "BYTES",
            description = "Bytes in a period, such as 1000000000; 0 for no limit.")
    private @Nullable Long trafficLimitBytes;

    @Option(
            names = "--reset",
            paramLabel = "PERIOD",
            description = "When the traffic is reset: none, day, week or month.")
    private @Nullable String resetPeriod;

    @Option(names = "--expires-at", paramLabel = "TIME", description = "Such as 2027-01-31T10:00:00Z.")
    private @Nullable Instant expiresAt;

    /** Only what was given. */
    ObjectNode json() {
        ObjectNode terms = JsonMapper.shared().createObjectNode();
        if (trafficLimitBytes != null) {
            terms.put("trafficLimitBytes", trafficLimitBytes);
        }
        if (resetPeriod != null) {
            terms.put("resetPeriod", resetPeriod);
        }
        if (expiresAt != null) {
            terms.put("expiresAt", expiresAt.toString());
        }
        return terms;
    }
}
