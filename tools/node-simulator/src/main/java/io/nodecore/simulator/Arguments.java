package io.nodecore.simulator;

import io.nodecore.simulator.agent.AgentSettings;
import io.nodecore.simulator.options.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The command line.
 *
 * @param duration how long the fleet runs; until it is interrupted where it is absent
 * @param verify whether the books are compared with the Core's tables at the end
 */
record Arguments(FleetSettings fleet, Optional<Duration> duration, boolean verify, boolean help) {

    static final String HELP = """
            Runs a fleet of simulated nodes against a Core.

              --nodes N            agents (5)
              --users N            users (40)
              --subscriptions N    subscriptions of a user (1)
              --duration D         how long, such as 30s, 5m, 1h (until interrupted)
              --seed N             the same seed makes the same users do the same (a random one, printed first)
              --usage-interval D   between two usage reports of a node (1m)
              --speed N            everything happens N times as often (1)
              --repeat SHARE       share of reports sent once more, as after a lost answer (0.02)
              --name NAME          nodes and users are named after it (fleet)
              --state FILE         where nodes, keys and users are remembered (simulator/NAME.json in the data folder)
              --verify             at the end, compare what was acknowledged with Postgres; exit code 1 on any difference
              --help               this text

            Where the Core is: CORE_GRPC_URL (host:port), CORE_HTTP_URL, CORE_INSECURE=true for plaintext, ADMIN_URL, ADMIN_TOKEN.
            What is not set comes from .nodecore/run.json of the working directory. --verify needs that file, or POSTGRES_URL
            with POSTGRES_USER and POSTGRES_PASSWORD.
            """;

    private static final Set<String> FLAGS = Set.of("--verify", "--help");
    private static final Set<String> OPTIONS = Set.of(
            "--nodes",
            "--users",
            "--subscriptions",
            "--duration",
            "--seed",
            "--usage-interval",
            "--speed",
            "--repeat",
            "--name",
            "--state");

    /** @throws IllegalArgumentException with a text for the user */
    static Arguments parse(Path dataFolder, String... arguments) {
        Options given = Options.parse(FLAGS, OPTIONS, arguments);
        return new Arguments(
                fleet(given, dataFolder),
                given.text("--duration").map(_ -> given.duration("--duration", Duration.ZERO)),
                given.has("--verify"),
                given.has("--help"));
    }

    private static FleetSettings fleet(Options given, Path dataFolder) {
        String name = given.text("--name").orElse("fleet");
        Optional<Path> state = given.text("--state").map(Path::of);
        return new FleetSettings(
                name,
                state.orElseGet(() -> dataFolder.resolve("simulator").resolve(name + ".json")),
                (int) given.number("--nodes", 5),
                (int) given.number("--users", 40),
                (int) given.number("--subscriptions", 1),
                given.number("--seed", ThreadLocalRandom.current().nextLong(1_000_000_000)),
                "127.0.0.1",
                agent(given),
                Duration.ofSeconds(60));
    }

    private static AgentSettings agent(Options given) {
        AgentSettings contract = FleetSettings.CONTRACT_INTERVALS;
        double speed = given.fraction("--speed", 1);
        if (!(speed > 0)) {
            throw new IllegalArgumentException("--speed must be above 0, got " + speed);
        }
        return new AgentSettings(
                faster(contract.heartbeat(), speed),
                faster(contract.stats(), speed),
                faster(contract.online(), speed),
                faster(given.duration("--usage-interval", Duration.ofMinutes(1)), speed),
                contract.behaviour(),
                given.fraction("--repeat", contract.repeatShare()),
                contract.queueCapacity(),
                contract.faultRates());
    }

    private static Duration faster(Duration interval, double speed) {
        return Duration.ofNanos(Math.max(1_000_000, Math.round(interval.toNanos() / speed)));
    }
}
