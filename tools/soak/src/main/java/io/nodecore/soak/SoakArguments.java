package io.nodecore.soak;

import io.nodecore.simulator.options.Options;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.convert.DurationStyle;

/**
 * The command line.
 *
 * @param duration how long faults are injected; reports in progress are finished without faults
 * @param faults the groups of faults
 * @param nodes of the fleet
 * @param users of the fleet
 * @param edgeCaseReports interval between two edge case reports of a node
 * @param replicas {@code SERVICE=N} pairs
 * @param keep whether the data folder is kept after a success
 */
public record SoakArguments(
        long seed,
        Duration duration,
        Set<Fault.Group> faults,
        int nodes,
        int users,
        Duration edgeCaseReports,
        List<String> replicas,
        boolean keep,
        boolean help) {

    public static final String HELP = """
            Runs every part as a process of its own, lets a simulated fleet report to them, and injects faults by a seeded plan.
            At the end it compares every acknowledged byte with the tables. Exit code 1 on a single byte of difference.

              --seed N           the same seed gives the same plan (a random one, printed first)
              --duration D       how long faults happen, such as 90s, 10m, 1h (10m)
              --faults LIST      all, none, or some of kill,pause,rebalance,broker,postgres,redis,poison (all)
              --nodes N          nodes of the fleet (12)
              --users N          users of the fleet (120)
              --odd-reports D    time between two odd reports of a node: late, huge, without an id (250ms)
              --replicas LIST    SERVICE=N (usage-aggregator=2,ingest-gateway=2)
              --keep             keep the data folder, .nodecore/soak/…; it is kept in any case when something is wrong
              --help             this text

            Reports that are repeated and answers that get lost are always part of it.
            """;

    private static final Set<String> FLAGS = Set.of("--keep", "--help");
    private static final Set<String> OPTIONS =
            Set.of("--seed", "--duration", "--faults", "--nodes", "--users", "--odd-reports", "--replicas");

    /** @throws IllegalArgumentException with a text for the user */
    public static SoakArguments parse(String... arguments) {
        Options given = Options.parse(FLAGS, OPTIONS, arguments);
        return new SoakArguments(
                given.number("--seed", ThreadLocalRandom.current().nextLong(1_000_000_000)),
                given.duration("--duration", Duration.ofMinutes(10)),
                faults(given.text("--faults").orElse("all")),
                given.count("--nodes", 12, 10_000),
                given.count("--users", 120, 100_000),
                given.duration("--odd-reports", Duration.ofMillis(250)),
                List.of(given.text("--replicas")
                        .orElse("usage-aggregator=2,ingest-gateway=2")
                        .split(",")),
                given.has("--keep"),
                given.has("--help"));
    }

    /** The same run once more, as it is typed. */
    public String rerun() {
        return "./nodecore soak --seed " + seed + " --duration " + text(duration) + " --faults "
                + faultNames() + " --nodes " + nodes + " --users " + users + " --odd-reports "
                + text(edgeCaseReports) + " --replicas " + String.join(",", replicas);
    }

    private static String text(Duration duration) {
        return DurationStyle.SIMPLE.print(
                duration, duration.toMillisPart() == 0 ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
    }

    String faultNames() {
        if (faults.isEmpty()) {
            return "none";
        }
        return faults.size() == Fault.Group.values().length
                ? "all"
                : String.join(
                        ",", faults.stream().map(SoakArguments::word).sorted().toList());
    }

    private static Set<Fault.Group> faults(String list) {
        if (list.equals("all")) {
            return EnumSet.allOf(Fault.Group.class);
        }
        Set<Fault.Group> groups = EnumSet.noneOf(Fault.Group.class);
        if (!list.equals("none")) {
            for (String name : list.split(",")) {
                groups.add(Arrays.stream(Fault.Group.values())
                        .filter(group -> word(group).equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--faults takes all, none, or some of kill,pause,rebalance,broker,postgres,redis,poison;"
                                        + " got '" + name + "'")));
            }
        }
        return groups;
    }

    private static String word(Fault.Group group) {
        return group.name().toLowerCase(Locale.ROOT);
    }
}
