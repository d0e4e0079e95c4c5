package io.nodecore.simulator;

import io.nodecore.simulator.agent.AgentSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

    /** @throws IllegalArgumentException with a text for the user */
    static Arguments parse(Path dataFolder, String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            String name = rest.next();
            if (FLAGS.contains(name)) {
                given.put(name, "true");
            } else if (!OPTIONS.contains(name)) {
                throw new IllegalArgumentException("unknown option " + name + ", see --help");
            } else if (!rest.hasNext()) {
                throw new IllegalArgumentException(name + " needs a value");
            } else {
                given.put(name, rest.next());
            }
        }
        return new Arguments(
                fleet(given, dataFolder),
                Optional.ofNullable(given.get("--duration")).map(text -> duration("--duration", text)),
                given.containsKey("--verify"),
                given.containsKey("--help"));
    }

    private static FleetSettings fleet(Map<String, String> given, Path dataFolder) {
        String name = given.getOrDefault("--name", "fleet");
        String state = given.get("--state");
        return new FleetSettings(
                name,
                state == null ? dataFolder.resolve("simulator").resolve(name + ".json") : Path.of(state),
                (int) number(given, "--nodes", 5),
                (int) number(given, "--users", 40),
                (int) number(given, "--subscriptions", 1),
                number(given, "--seed", ThreadLocalRandom.current().nextLong(1_000_000_000)),
                "127.0.0.1",
                agent(given),
                Duration.ofSeconds(60));
    }

    private static AgentSettings agent(Map<String, String> given) {
        AgentSettings contract = FleetSettings.CONTRACT_INTERVALS;
        double speed = fraction(given, "--speed", 1);
        if (!(speed > 0)) {
            throw new IllegalArgumentException("--speed must be above 0, got " + speed);
        }
        return new AgentSettings(
                faster(contract.heartbeat(), speed),
                faster(contract.stats(), speed),
                faster(contract.online(), speed),
                faster(duration("--usage-interval", given.getOrDefault("--usage-interval", "1m")), speed),
                contract.habits(),
                fraction(given, "--repeat", contract.repeatShare()),
                contract.queueCapacity(),
                contract.adversity());
    }

    private static Duration faster(Duration interval, double speed) {
        return Duration.ofNanos(Math.max(1_000_000, Math.round(interval.toNanos() / speed)));
    }

    private static long number(Map<String, String> given, String name, long otherwise) {
        String text = given.get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " needs a whole number, got '" + text + "'", e);
        }
    }

    private static double fraction(Map<String, String> given, String name, double otherwise) {
        String text = given.get(name);
        try {
            return text == null ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " needs a number, got '" + text + "'", e);
        }
    }

    private static Duration duration(String name, String text) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " needs a duration such as 30s, 5m or 1h, got '" + text + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
