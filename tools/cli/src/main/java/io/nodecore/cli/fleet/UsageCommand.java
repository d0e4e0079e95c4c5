package io.nodecore.cli.fleet;

import io.nodecore.cli.connection.CoreOptions;
import io.nodecore.cli.output.Cells;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Table;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code usage}. */
@Command(
        name = "usage",
        description = "Usage as a series, of everything or of what the options choose.",
        footer = {
            "",
            "Example: ./nodecore usage --user 42 --step day --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z"
        })
public final class UsageCommand implements Callable<Integer> {

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--user", paramLabel = "ID", description = "Of one user.")
    private @Nullable Long user;

    @Option(names = "--subscription", paramLabel = "ID", description = "Of one subscription; 0: without one.")
    private @Nullable Long subscription;

    @Option(names = "--node", paramLabel = "ID", description = "Of one node.")
    private @Nullable Long node;

    @Option(names = "--protocol", paramLabel = "ID", description = "Of one node protocol.")
    private @Nullable Long nodeProtocol;

    @Option(names = "--from", paramLabel = "TIME", description = "Then or later, such as 2026-01-31T10:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before that time.")
    private @Nullable Instant to;

    @Option(names = "--step", paramLabel = "STEP", description = "minute, hour or day.")
    private @Nullable String step;

    @Override
    public Integer call() throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        put(query, "userId", user);
        put(query, "subscriptionId", subscription);
        put(query, "nodeId", node);
        put(query, "nodeProtocolId", nodeProtocol);
        put(query, "from", from);
        put(query, "to", to);
        put(query, "step", step);
        JsonNode series = core.admin().usage(query);
        List<List<String>> rows = series.path("points")
                .valueStream()
                .map(point -> Cells.of(point, "time", "bytesUp", "bytesDown"))
                .toList();
        output.printList(series, new Table(List.of("TIME", "UP", "DOWN"), rows), "points");
        return 0;
    }

    private static void put(Map<String, String> query, String name, @Nullable Object value) {
        if (value != null) {
            query.put(name, value.toString());
        }
    }
}
