package io.nodecore.bench.sharing;

import io.nodecore.bench.run.Admin;
import io.nodecore.bench.run.CoreRun;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Measures the first page of {@code GET /admin/sharing} with the tables of a separate Core. */
public final class SharingBench {

    private static final int EXIT_REFUSED = 2;
    private static final double PROMISED_SECONDS = 1;
    private static final List<String> WINDOWS = List.of("1h", "1d", "7d");

    private SharingBench() {}

    public static void main(String... arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.print(SharingOptions.HELP);
            return;
        }
        SharingOptions options;
        try {
            options = SharingOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_REFUSED);
            return;
        }
        say("Starting a Core in a temporary folder.");
        boolean isKept;
        try (CoreRun run = CoreRun.fresh(List.of());
                var seen = new SeenAddresses(run, options)) {
            isKept = measure(options, new Admin(run), seen);
        }
        System.exit(isKept ? 0 : 1);
    }

    private static boolean measure(SharingOptions options, Admin admin, SeenAddresses seen) throws Exception {
        say(
                "%,d addresses of %,d users, nothing known about them (seed %d)",
                seen.see(), options.users(), options.seed());
        boolean isKept = true;
        for (String window : WINDOWS) {
            isKept &= isQuick(options, admin, window, "addresses");
        }
        say("the same, %,d addresses known", seen.know());
        for (String window : WINDOWS) {
            for (String by : List.of("addresses", "networks", "countries")) {
                isKept &= isQuick(options, admin, window, by);
            }
        }
        say("machine   %d processors", Runtime.getRuntime().availableProcessors());
        say("verdict   every median %s %.0f s", isKept ? "under" : "NOT under", PROMISED_SECONDS);
        return isKept;
    }

    private static boolean isQuick(SharingOptions options, Admin admin, String window, String by) throws Exception {
        String path = "sharing?window=" + window + "&by=" + by;
        JsonNode page = admin.call("GET", path, null);
        double[] seconds = new double[options.rounds()];
        for (int round = 0; round < options.rounds(); round++) {
            long started = System.nanoTime();
            page = admin.call("GET", path, null);
            seconds[round] = (System.nanoTime() - started) / 1e9;
        }
        Arrays.sort(seconds);
        double median = seconds[seconds.length / 2];
        say(
                "  window %-3s by %-9s  median %.3f s, longest %.3f s; first user has %s",
                window,
                by,
                median,
                seconds[seconds.length - 1],
                page.at("/users/0/" + by).asString("nothing"));
        return median < PROMISED_SECONDS;
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
