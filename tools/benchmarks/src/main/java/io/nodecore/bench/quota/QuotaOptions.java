package io.nodecore.bench.quota;

import io.nodecore.simulator.options.Options;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the measurement.
 *
 * @param load background reports per second
 * @param nodes nodes that report and watch
 * @param subscriptions total number of subscriptions with a limit that the load does not reach
 * @param crossings number of limits to cross
 * @param run run.json of a running Core; null to start one
 * @param recording output of Java Flight Recorder; null for none
 */
record QuotaOptions(
        int load,
        int nodes,
        int subscriptions,
        int crossings,
        @Nullable Path run,
        @Nullable Path recording) {

    static final String HELP = """
            ./nodecore bench quota: from the acknowledged report that crosses a limit to the watching agent being told.

              --load N            small usage background reports per second (1000)
              --nodes N           nodes that report and watch (10)
              --subscriptions N   subscriptions with a limit that is not crossed (500)
              --crossings N       limits to cross, one after the other on each node (300)
              --run FILE          measure the Core of this run.json instead of a fresh one in a temporary folder
              --jfr FILE          record the fresh Core with Java Flight Recorder

            Exit code 1 where the 99th percentile is 1 s or more, the load was not reached or a limit did not cut.
            """;

    private static final Set<String> VALUED =
            Set.of("--load", "--nodes", "--subscriptions", "--crossings", "--run", "--jfr");

    /** @throws IllegalArgumentException with a text for the user */
    static QuotaOptions parse(String... arguments) {
        Options given = Options.parse(Set.of(), VALUED, arguments);
        return new QuotaOptions(
                given.count("--load", 1_000, 1_000_000),
                given.count("--nodes", 10, 10_000),
                given.count("--subscriptions", 500, 1_000_000),
                given.count("--crossings", 300, 1_000_000),
                given.text("--run").map(Path::of).orElse(null),
                given.text("--jfr").map(file -> Path.of(file).toAbsolutePath()).orElse(null));
    }
}
