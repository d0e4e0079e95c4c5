package io.nodecore.bench.sharing;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.bench.run.CoreRun;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Measures the first page of accounts that look shared, on the tables of a Core of its own. */
@Command(
        name = "sharing",
        description = "The first page of GET /admin/sharing, by window and by what is counted.",
        footer = {"", "Exit code 1 if the median of any kind is a second or more."})
public final class SharingBench implements Callable<Integer> {

    private static final double PROMISED_SECONDS = 1;
    private static final List<String> WINDOWS = List.of("1h", "1d", "7d");

    @Mixin
    private SharingOptions options = new SharingOptions();

    @Override
    public Integer call() throws Exception {
        say("Starting a Core in a temporary folder.");
        boolean isKept;
        try (CoreRun run = CoreRun.fresh(List.of());
                var seen = new SeenAddresses(run, options)) {
            isKept = measure(options, run.admin(), seen);
        }
        return isKept ? 0 : 1;
    }

    private static boolean measure(SharingOptions options, AdminApi admin, SeenAddresses seen) throws Exception {
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

    private static boolean isQuick(SharingOptions options, AdminApi admin, String window, String by) throws Exception {
        Map<String, String> query = Map.of("window", window, "by", by);
        JsonNode page = admin.sharing(query);
        double[] seconds = new double[options.rounds()];
        for (int round = 0; round < options.rounds(); round++) {
            long started = System.nanoTime();
            page = admin.sharing(query);
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
