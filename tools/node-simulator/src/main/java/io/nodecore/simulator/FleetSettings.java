package io.nodecore.simulator;

import io.nodecore.simulator.agent.AgentSettings;
import io.nodecore.simulator.agent.FaultRates;
import io.nodecore.simulator.traffic.UserBehaviour;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The size and behaviour of a fleet.
 *
 * @param name prefix of the names of nodes and users, {@code <name>-001}
 * @param stateFile file that keeps nodes, keys and users for the next run
 * @param nodes number of agents, 1 or more
 * @param users number of users, 0 or more
 * @param subscriptionsPerUser number of subscriptions of each user
 * @param seed with the same seed, users behave the same
 * @param agentHost address of the agents' HTTP servers, which they register
 * @param agent intervals and faults of an agent
 * @param stopTimeout maximum time that a stopping fleet waits for answers
 */
public record FleetSettings(
        String name,
        Path stateFile,
        int nodes,
        int users,
        int subscriptionsPerUser,
        long seed,
        String agentHost,
        AgentSettings agent,
        Duration stopTimeout) {

    /** The intervals of the contract, with average users. */
    public static final AgentSettings CONTRACT_INTERVALS = new AgentSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            new UserBehaviour(Duration.ofMinutes(2), Duration.ofMinutes(1), 400_000),
            0.02,
            256,
            FaultRates.NONE);

    public FleetSettings {
        if (nodes < 1) {
            throw new IllegalArgumentException("a fleet has 1 node or more, got " + nodes);
        }
        if (users < 0 || subscriptionsPerUser < 0) {
            throw new IllegalArgumentException(
                    "a fleet has 0 users and subscriptions or more, got " + users + " and " + subscriptionsPerUser);
        }
    }

    /** A small fleet that reports usage every 5 s, so that changes are visible at once. */
    public static FleetSettings demo(Path dataFolder) {
        return new FleetSettings(
                "demo",
                dataFolder.resolve("simulator").resolve("agents.json"),
                5,
                40,
                1,
                20_261_123,
                "127.0.0.1",
                new AgentSettings(
                        CONTRACT_INTERVALS.heartbeat(),
                        CONTRACT_INTERVALS.stats(),
                        CONTRACT_INTERVALS.online(),
                        Duration.ofSeconds(5),
                        CONTRACT_INTERVALS.behaviour(),
                        CONTRACT_INTERVALS.repeatShare(),
                        CONTRACT_INTERVALS.queueCapacity(),
                        FaultRates.NONE),
                Duration.ofSeconds(30));
    }
}
