package io.nodecore.cli.operations;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.cli.connection.CoreOptions;
import io.nodecore.cli.output.Cells;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Table;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code projections}: the position of each projection in each partition. */
@Command(
        name = "projections",
        description = "Position, lag, rate and last error of each projection.",
        footer = {"", "Example: ./nodecore projections --watch"})
public final class ProjectionsCommand implements Callable<Integer> {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int LONGEST_ERROR = 100;
    private static final String CLEAR = "\033[H\033[2J";

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--watch", description = "Shows them again every 2 s until Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AdminApi admin = core.admin();
        do {
            JsonNode answer = admin.projections();
            output.print(answer, out -> {
                if (watch) {
                    out.print(CLEAR);
                    out.println(Instant.now() + ", every " + INTERVAL.toSeconds() + " s; Ctrl-C ends");
                }
                table(answer, Instant.now()).print(out);
            });
            if (watch) {
                Thread.sleep(INTERVAL);
            }
        } while (watch);
        return 0;
    }

    static Table table(JsonNode answer, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode one : answer.path("projections")) {
            rows.add(List.of(
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
        return new Table(
                List.of("NAME", "TOPIC", "PARTITION", "POSITION", "END", "LAG", "AGE", "RATE/S", "LAST ERROR"), rows);
    }

    private static String error(JsonNode one, Instant now) {
        String shown = Cells.shortened(Cells.text(one.path("lastError")), LONGEST_ERROR);
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
