package io.nodecore.simulator.agent;

import java.time.Duration;

/**
 * What an agent's life is made harder by.
 *
 * @param requestLost the share of requests, 0 to 1, that never reach the Core
 * @param answerLost the share of answers that never reach the agent
 * @param repeatedLater the share of acknowledged reports that are sent once more later
 * @param latestRepeat how much later at most
 * @param oddReports the time between two reports that are late, huge, without an id or of unknown users; zero for none of them
 */
public record FaultRates(
        double requestLost, double answerLost, double repeatedLater, Duration latestRepeat, Duration oddReports) {

    public static final FaultRates NONE = new FaultRates(0, 0, 0, Duration.ZERO, Duration.ZERO);

    public FaultRates {
        for (double share : new double[] {requestLost, answerLost, repeatedLater}) {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("a share must be 0 or more and below 1, got " + share);
            }
        }
        if (latestRepeat.isNegative() || oddReports.isNegative()) {
            throw new IllegalArgumentException("durations must be 0 or more, got " + latestRepeat + ", " + oddReports);
        }
    }
}
