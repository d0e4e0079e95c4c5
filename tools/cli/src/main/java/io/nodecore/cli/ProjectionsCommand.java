package io.nodecore.cli;

import io.nodecore.simulator.options.Options;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How far each projection is in each partition. */
final class ProjectionsCommand {

    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int LONGEST_ERROR = 100;
    private static final String CLEAR = "\033[H\033[2J";

    private ProjectionsCommand() {}

    static void run(RunAddresses run, List<String> arguments, PrintStream out)
            throws IOException, InterruptedException {
        Options options = Options.parse(Set.of("--watch"), Set.of(), arguments.toArray(String[]::new));
        AdminApi admin = new AdminApi(run);
        boolean again = options.has("--watch");
        do {
            List<List<String>> table = table(admin.get("/admin/projections"), Instant.now());
            if (again) {
                out.print(CLEAR);
                out.println(Instant.now() + ", every " + AGAIN.toSeconds() + " s; Ctrl-C ends");
            }
            Columns.print(table, out);
            if (again) {
                Thread.sleep(AGAIN);
            }
        } while (again);
    }

    static List<List<String>> table(JsonNode answer, Instant now) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("NAME", "TOPIC", "PARTITION", "POSITION", "END", "LAG", "AGE", "RATE/S", "LAST ERROR"));
        for (JsonNode one : answer.path("projections")) {
            table.add(List.of(
                    one.path("name").asString(),
                    one.path("topic").asString(),
                    one.path("partition").asString(),
                    one.path("position").asString(),
                    orUnknown(one.path("endOffset")),
                    orUnknown(one.path("lagRecords")),
                    one.path("lagSeconds").isNumber()
                            ? duration(one.path("lagSeconds").longValue())
                            : "?",
                    one.path("ratePerSecond").isNumber()
                            ? "%.1f".formatted(one.path("ratePerSecond").doubleValue())
                            : "?",
                    error(one, now)));
        }
        return table;
    }

    private static String error(JsonNode one, Instant now) {
        if (!one.path("lastError").isString()) {
            return "-";
        }
        String text = one.path("lastError").asString().replaceAll("\\s+", " ");
        String shown = text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "…";
        return one.path("lastErrorAt").isString()
                ? duration(Duration.between(
                                        Instant.parse(one.path("lastErrorAt").asString()), now)
                                .toSeconds()) + " ago: " + shown
                : shown;
    }

    private static String orUnknown(JsonNode number) {
        return number.isNumber() ? number.asString() : "?";
    }

    /** Such as {@code 3s}, {@code 2h5m}: its two largest units. */
    static String duration(long seconds) {
        Duration of = Duration.ofSeconds(Math.max(0, seconds));
        if (of.toDays() > 0) {
            return of.toDays() + "d" + of.toHoursPart() + "h";
        }
        if (of.toHours() > 0) {
            return of.toHours() + "h" + of.toMinutesPart() + "m";
        }
        return of.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
