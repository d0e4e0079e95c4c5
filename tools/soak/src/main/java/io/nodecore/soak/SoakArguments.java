package io.nodecore.soak;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.convert.DurationStyle;

/**
 * What a soak is asked for.
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
        boolean keep) {

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

    /**
     * Reads {@code all}, {@code none} or a list of groups.
     *
     * @throws IllegalArgumentException with a text for the user
     */
    static Set<Fault.Group> faults(String list) {
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
