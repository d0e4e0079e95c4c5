package io.nodecore.bench.replay;

import io.nodecore.simulator.options.Options;
import java.util.Set;

/**
 * The command line of the measurement.
 *
 * @param entries usage entries in the topic before the replay
 * @param reportSize entries per report
 * @param nodes number of reporting nodes
 * @param load live reports per second during the replay
 */
record ReplayOptions(int entries, int reportSize, int nodes, int load) {

    static final String HELP = """
            ./nodecore bench replay: a replay of usage under live writes, against the rate of live projection.

              --entries N        usage entries in the log (5000000), each a row of its own in usage_minutes
              --report-size N    entries of one report (100)
              --nodes N          nodes that report (60)
              --load N           reports a second while the replay runs (20)

            Exit code 1 where the replay has less than 0.8 of live projection's rate, live projection lags 5 s or more meanwhile, or
            the replay differs from the live rows.
            """;

    /** @throws IllegalArgumentException with a text for the user */
    static ReplayOptions parse(String... arguments) {
        Options given = Options.parse(Set.of(), Set.of("--entries", "--report-size", "--nodes", "--load"), arguments);
        return new ReplayOptions(
                given.count("--entries", 5_000_000, 1_000_000_000),
                given.count("--report-size", 100, 100_000),
                given.count("--nodes", 60, 10_000),
                given.count("--load", 20, 100_000));
    }
}
