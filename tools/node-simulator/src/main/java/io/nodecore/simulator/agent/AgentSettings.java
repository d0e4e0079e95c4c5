package io.nodecore.simulator.agent;

import io.nodecore.simulator.traffic.UserBehaviour;
import java.time.Duration;

/**
 * How often an agent does what.
 *
 * @param heartbeat between heartbeats
 * @param stats between stats
 * @param online between reports of who is connected
 * @param usage between reports of usage and of outbound usage
 * @param behaviour how its users behave
 * @param repeatShare the share of acknowledged reports, 0 to 1, that are sent once more over the other transport, as after an answer
 *     that got lost
 * @param queueCapacity how many reports may wait for an answer; beyond that traffic is counted on and reported later
 * @param faultRates what its life is made harder by
 */
public record AgentSettings(
        Duration heartbeat,
        Duration stats,
        Duration online,
        Duration usage,
        UserBehaviour behaviour,
        double repeatShare,
        int queueCapacity,
        FaultRates faultRates) {

    public AgentSettings {
        for (Duration interval : new Duration[] {heartbeat, stats, online, usage}) {
            if (!interval.isPositive()) {
                throw new IllegalArgumentException("an interval must be above 0, got " + interval);
            }
        }
        if (!(repeatShare >= 0 && repeatShare <= 1)) {
            throw new IllegalArgumentException("the share of repeated reports must be 0 to 1, got " + repeatShare);
        }
        if (queueCapacity < 1) {
            throw new IllegalArgumentException("the queue needs room for 1 report or more, got " + queueCapacity);
        }
    }
}
