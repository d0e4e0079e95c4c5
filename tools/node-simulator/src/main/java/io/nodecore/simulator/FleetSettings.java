package io.nodecore.simulator;

import io.nodecore.simulator.agent.AgentSettings;
import io.nodecore.simulator.agent.FaultRates;
import io.nodecore.simulator.traffic.UserBehaviour;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A fleet and what it does.
 *
 * @param name nodes and users are named after it, {@code <name>-001}
 * @param stateFile where the fleet remembers its nodes, keys and users between two runs
 * @param nodes how many agents, 1 or more
 * @param users how many users, 0 or more
 * @param subscriptionsPerUser how many subscriptions each user has
 * @param seed the same seed makes the same users do the same
 * @param agentHost where the agents' own HTTP servers listen, and what they register as their address
 * @param agent how often an agent does what
 * @param patience how long a stopping fleet waits for answers
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
        Duration patience) {

    /** The contract's intervals, on average users. */
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

    /** A small lively fleet: usage is reported every 5 s, so that something moves at once. */
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
                        CONTRACT_INTERVALS.habits(),
                        CONTRACT_INTERVALS.repeatShare(),
                        CONTRACT_INTERVALS.queueCapacity(),
                        FaultRates.NONE),
                Duration.ofSeconds(30));
    }
}
