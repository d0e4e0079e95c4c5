package io.nodecore.bench.quota;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the measurement.
 *
 * @param load reports a second in the background
 * @param nodes that report and watch
 * @param subscriptions with a limit that the load never reaches, over all nodes
 * @param crossings limits to cross
 * @param run the run.json of a Core that runs; null for one of its own
 * @param recording where Java Flight Recorder writes what the Core did; null for nowhere
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

              --load N            small usage reports a second in the background (1000)
              --nodes N           nodes that report and watch (10)
              --subscriptions N   subscriptions with a limit that is not crossed (500)
              --crossings N       limits to cross, one after the other on each node (300)
              --run FILE          measure the Core of this run.json instead of a fresh one in a temporary folder
              --jfr FILE          record the fresh Core with Java Flight Recorder

            Exit code 1 where the 99th percentile is 1 s or more, the load was not reached or a limit did not cut.
            """;

    private static final Set<String> KNOWN =
            Set.of("--load", "--nodes", "--subscriptions", "--crossings", "--run", "--jfr");

    /** @throws IllegalArgumentException with a text for the user */
    static QuotaOptions parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!KNOWN.contains(arguments[i])) {
                throw new IllegalArgumentException("unknown option " + arguments[i] + "\n\n" + HELP);
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        String run = given.get("--run");
        String recording = given.get("--jfr");
        return new QuotaOptions(
                number(given, "--load", 1_000),
                number(given, "--nodes", 10),
                number(given, "--subscriptions", 500),
                number(given, "--crossings", 300),
                run == null ? null : Path.of(run),
                recording == null ? null : Path.of(recording).toAbsolutePath());
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        String text = given.get(name);
        try {
            int number = text == null ? otherwise : Integer.parseInt(text);
            if (number < 1) {
                throw new IllegalArgumentException(name + " must be 1 or more, got " + number);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " needs a whole number, got '" + text + "'", e);
        }
    }
}
