package io.nodecore.bench.presencekeys;

import io.nodecore.simulator.options.Options;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the measurement.
 *
 * @param users online at once; each has two keys
 * @param usersOfReport users in one node's report
 * @param reportings number of reports of each user in a round
 * @param rounds measured pairs, after the warm-up
 * @param warmUp pairs before the measurement
 * @param redis URL of a Redis, null for an embedded one
 */
record PresenceKeysOptions(
        int users,
        int usersOfReport,
        int reportings,
        int rounds,
        int warmUp,
        @Nullable String redis) {

    static final String HELP = """
        ./nodecore bench presence-keys: two keys per user and report, beside a raw pipelined SET ... EX on the same Redis.

          --users N              users online at once (100000)
          --users-per-report N   users in one node's report (1000)
          --reportings N         number of reports of each user in a round (5)
          --rounds N             pairs that count (9)
          --warm-up N            pairs before the measurement (3)
          --redis URL            a Redis to measure on, which is written to, instead of one of its own

        Exit code 1 where the median ratio is below 0.6 or a key is missing. To see where the time goes:
        NODECORE_JAVA_OPTS='-Xmx2g -XX:StartFlightRecording=settings=profile,filename=keys.jfr' ./nodecore bench presence-keys
        """;

    private static final Set<String> VALUED =
            Set.of("--users", "--users-per-report", "--reportings", "--rounds", "--warm-up", "--redis");

    /** @throws IllegalArgumentException with a text for the user */
    static PresenceKeysOptions parse(String... arguments) {
        Options given = Options.parse(Set.of(), VALUED, arguments);
        return new PresenceKeysOptions(
                given.count("--users", 100_000, 1_000_000),
                given.count("--users-per-report", 1_000, 100_000),
                given.count("--reportings", 5, 1_000),
                given.count("--rounds", 9, 1_000),
                given.count("--warm-up", 3, 1_000),
                given.text("--redis").orElse(null));
    }

    long keysOfRound() {
        return 2L * users * reportings;
    }
}
