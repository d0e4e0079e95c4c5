package io.nodecore.simulator.agent;

import java.time.Duration;

/**
 * The faults of an agent's requests, and its edge case reports.
 *
 * @param requestLost the share of requests, 0 to 1, that do not reach the Core
 * @param answerLost the share of answers that do not reach the agent
 * @param repeatedLater the share of acknowledged reports that are repeated later
 * @param latestRepeat maximum delay of such a repeat
 * @param edgeCaseReports interval between two reports that are late, huge, without an id or of unknown users; zero for none
 */
public record FaultRates(
        double requestLost, double answerLost, double repeatedLater, Duration latestRepeat, Duration edgeCaseReports) {

    public static final FaultRates NONE = new FaultRates(0, 0, 0, Duration.ZERO, Duration.ZERO);

    public FaultRates {
        for (double share : new double[] {requestLost, answerLost, repeatedLater}) {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("a share must be 0 or more and below 1, got " + share);
            }
        }
        if (latestRepeat.isNegative() || edgeCaseReports.isNegative()) {
            throw new IllegalArgumentException(
                    "durations must be 0 or more, got " + latestRepeat + ", " + edgeCaseReports);
        }
    }
}
