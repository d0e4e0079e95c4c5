package io.nodecore.cli.operations;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.adminclient.AdminFailure;
import io.nodecore.cli.connection.CoreOptions;
import io.nodecore.cli.output.Cells;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Pages;
import io.nodecore.cli.output.Table;
import io.nodecore.commandline.Within;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code corrections}: corrections of usage, tried, ordered, listed and undone. */
@Command(
        name = "corrections",
        description = "Corrections of usage: list, try, order, undo.",
        footer = {
            "",
            "Examples:",
            "  ./nodecore corrections try scale --factor 0.5 --node 3 --from 2026-11-23T12:00:00Z --to 2026-11-23T14:00:00Z",
            "  ./nodecore corrections undo 4 --reason 'wrong node' --author ann"
        })
public final class CorrectionsCommand {

    /** Reason and author of a dry run, which nothing stores. */
    private static final String DRY_RUN = "dry run";

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Command(name = "list", description = "Lists corrections, newest first.")
    int list(
            @Option(names = "--node", paramLabel = "ID", description = "Those of a node.") @Nullable Long node,
            @Option(names = "--from", paramLabel = "TIME", description = "Of usage then or later.") @Nullable
                    Instant from,
            @Option(names = "--to", paramLabel = "TIME", description = "Of usage before that time.") @Nullable
                    Instant to,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Default: 50.")
                    @Within(max = 100_000)
                    int limit)
            throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        if (node != null) {
            query.put("nodeId", node.toString());
        }
        if (from != null) {
            query.put("from", from.toString());
        }
        if (to != null) {
            query.put("to", to.toString());
        }
        JsonNode found = Pages.read(core.admin()::corrections, "corrections", query, limit);
        List<List<String>> rows = found.path("corrections")
                .valueStream()
                .map(CorrectionsCommand::row)
                .toList();
        var columns = List.of(
                "ID", "KIND", "STATE", "NODE", "FROM", "TO", "ROWS", "BYTES BEFORE", "AFTER", "AUTHOR", "REASON");
        output.printList(found, new Table(columns, rows), "corrections");
        return 0;
    }

    private static List<String> row(JsonNode one) {
        List<String> row = new ArrayList<>(Cells.of(one, "id", "kind", "state", "nodeId", "from", "to", "rows"));
        row.add(bytes(one.path("before")));
        row.add(bytes(one.path("after")));
        row.addAll(Cells.of(one, "author", "reason"));
        return row;
    }

    @Command(name = "try", description = "Shows what a correction would do to each subscription. Nothing changes.")
    int tryOut(@Mixin CorrectionOptions options) throws IOException {
        ObjectNode wish = options.json(true).put("reason", DRY_RUN).put("author", DRY_RUN);
        AdminApi admin = core.admin();
        JsonNode correction = admin.correct(wish);
        if (correction.path("rows").asLong() == 0) {
            requireNode(admin, options.node());
        }
        output.print(correction, out -> print(correction, out));
        return 0;
    }

    /** A node that was deleted has usage still; a number that no node has is a typing error. */
    private static void requireNode(AdminApi admin, long node) throws IOException {
        try {
            admin.node(node);
        } catch (AdminFailure e) {
            if (e.isUnknown()) {
                throw new IOException("there is no node " + node + ", and no usage of it", e);
            }
            throw e;
        }
    }

    @Command(name = "order", description = "Makes a correction.")
    int order(
            @Mixin CorrectionOptions options,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.") String reason,
            @Option(names = "--author", required = true, paramLabel = "NAME", description = "Who.") String author)
            throws IOException {
        JsonNode correction =
                core.admin().correct(options.json(false).put("reason", reason).put("author", author));
        output.print(correction, out -> print(correction, out));
        return 0;
    }

    @Command(name = "undo", description = "Takes a correction back, by another correction.")
    int undo(
            @Parameters(paramLabel = "ID", description = "As list shows it.") long id,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.") String reason,
            @Option(names = "--author", required = true, paramLabel = "NAME", description = "Who.") String author)
            throws IOException {
        ObjectNode terms =
                JsonMapper.shared().createObjectNode().put("reason", reason).put("author", author);
        JsonNode correction = core.admin().revertCorrection(id, terms);
        output.print(correction, out -> print(correction, out));
        return 0;
    }

    private static void print(JsonNode correction, PrintWriter out) {
        String rows = Cells.text(correction.path("rows"));
        out.println(
                correction.path("id").isNumber()
                        ? "correction " + correction.path("id").asString() + " is made: " + rows + " amounts change"
                        : "it would change " + rows + " amounts");
        List<List<String>> lines = new ArrayList<>();
        correction
                .path("subscriptions")
                .forEach(one -> lines.add(effect(one.path("subscriptionId").asString(), one)));
        lines.add(effect("(all)", correction));
        new Table(
                        List.of(
                                "SUBSCRIPTION",
                                "ROWS",
                                "UP BEFORE",
                                "AFTER",
                                "DOWN BEFORE",
                                "AFTER",
                                "BILLED BEFORE",
                                "AFTER"),
                        lines)
                .print(out);
    }

    private static List<String> effect(String name, JsonNode effect) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(Cells.of(
                effect,
                "rows",
                "/before/bytesUp",
                "/after/bytesUp",
                "/before/bytesDown",
                "/after/bytesDown",
                "/before/billedBytes",
                "/after/billedBytes"));
        return row;
    }

    private static String bytes(JsonNode amount) {
        return amount.path("bytesUp")
                .bigIntegerValue()
                .add(amount.path("bytesDown").bigIntegerValue())
                .toString();
    }
}
