package io.nodecore.simulator;

import io.nodecore.commandline.HelpOption;
import io.nodecore.commandline.Within;
import io.nodecore.simulator.agent.AgentSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code simulate}: the command line. */
@Command(
        name = "./nodecore simulate",
        description = "Runs a fleet of simulated nodes against a Core, until its duration is over or Ctrl-C.",
        footer = {
            "",
            "Where the Core is: CORE_GRPC_URL (host:port), CORE_HTTP_URL, CORE_INSECURE=true for plaintext, ADMIN_URL,",
            "ADMIN_TOKEN. What is not set comes from .nodecore/run.json of the working directory. --verify needs that",
            "file, or POSTGRES_URL with POSTGRES_USER and POSTGRES_PASSWORD.",
            "",
            "Example: ./nodecore simulate --nodes 20 --users 500 --duration 5m --verify"
        })
final class SimulateCommand implements Callable<Integer> {

    /** Runs the fleet. */
    @FunctionalInterface
    interface FleetRun {
        int with(SimulateCommand command) throws Exception;
    }

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "5", description = "Agents. Default: 5.")
    @Within(max = 100_000)
    private int nodes;

    @Option(names = "--users", paramLabel = "N", defaultValue = "40", description = "Users. Default: 40.")
    @Within(min = 0, max = 10_000_000)
    private int users;

    @Option(
            names = "--subscriptions",
            paramLabel = "N",
            defaultValue = "1",
            description = "Subscriptions of a user. Default: 1.")
    @Within(min = 0, max = 1_000)
    private int subscriptions;

    @Option(names = "--duration", paramLabel = "D", description = "Such as 30s, 5m, 1h. Default: until Ctrl-C.")
    private @Nullable Duration duration;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed makes the same users do the same. Default: a random one, printed first.")
    private long seed = ThreadLocalRandom.current().nextLong(1_000_000_000);

    @Option(
            names = "--usage-interval",
            paramLabel = "D",
            description = "Between two usage reports of a node. Default: 1m.")
    private Duration usageInterval = Duration.ofMinutes(1);

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Everything N times as often. Default: 1.")
    private double speed;

    @Option(
            names = "--repeat",
            paramLabel = "SHARE",
            description = "Share of reports sent once more, as after a lost answer. Default: 0.02.")
    private double repeatShare = FleetSettings.CONTRACT_INTERVALS.repeatShare();

    @Option(names = "--name", paramLabel = "NAME", description = "Nodes and users are named after it. Default: fleet.")
    private String name = "fleet";

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Keeps nodes, keys and users for the next run. Default: simulator/NAME.json in the data folder.")
    private @Nullable Path state;

    @Option(
            names = "--verify",
            description = "At the end, compares what was acknowledged with Postgres; exit code 1 on any difference.")
    private boolean verify;

    private final FleetRun run;

    SimulateCommand(FleetRun run) {
        this.run = run;
    }

    @Override
    public Integer call() throws Exception {
        return run.with(this);
    }

    Optional<Duration> duration() {
        return Optional.ofNullable(duration);
    }

    boolean isVerified() {
        return verify;
    }

    /** @throws IllegalArgumentException with a text for the user */
    FleetSettings fleet(Path dataFolder) {
        return new FleetSettings(
                name,
                state == null ? dataFolder.resolve("simulator").resolve(name + ".json") : state,
                nodes,
                users,
                subscriptions,
                seed,
                "127.0.0.1",
                agent(),
                Duration.ofSeconds(60));
    }

    private AgentSettings agent() {
        AgentSettings contract = FleetSettings.CONTRACT_INTERVALS;
        if (!(speed > 0)) {
            throw new IllegalArgumentException("--speed must be above 0, got " + speed);
        }
        return new AgentSettings(
                faster(contract.heartbeat()),
                faster(contract.stats()),
                faster(contract.online()),
                faster(usageInterval),
                contract.behaviour(),
                repeatShare,
                contract.queueCapacity(),
                contract.faultRates());
    }

    private Duration faster(Duration interval) {
        return Duration.ofNanos(Math.max(1_000_000, Math.round(interval.toNanos() / speed)));
    }
}
