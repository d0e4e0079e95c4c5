package io.nodecore.cli.fleet;

import io.nodecore.cli.connection.CoreOptions;
import io.nodecore.cli.output.Cells;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code config}. */
@Command(
        name = "config",
        description = "Configs of nodes: show, diff, apply.",
        footer = {
            "",
            "Examples:",
            "  ./nodecore config apply 3 templates.json",
            "  ./nodecore config diff 3",
            "  ./nodecore config show 3 --revision 12 --output json"
        })
public final class ConfigCommand {

    private static final String STANDARD_INPUT = "-";

    /** Refuses a member that is written twice, as the admin API does. */
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Command(name = "show", description = "Shows a revision: its inbounds, or with --output json the whole config.")
    int show(
            @Parameters(paramLabel = "NODE", description = "The node's id.") long node,
            @Option(names = "--revision", paramLabel = "N", description = "Default: the latest.") @Nullable
                    Long revision)
            throws IOException {
        JsonNode config =
                core.admin().config(node, revision == null ? Map.of() : Map.of("revision", revision.toString()));
        output.print(config, out -> summary(config, out));
        return 0;
    }

    private static void summary(JsonNode config, PrintWriter out) {
        out.printf(
                "revision %s, published at %s: %s%n",
                Cells.text(config.path("revision")),
                Cells.text(config.path("publishedAt")),
                Cells.text(config.path("cause")));
        out.printf(
                "%d Xray links, %d MTProto links%n",
                config.path("clientMap").size(), config.path("mtprotoClientMap").size());
        List<List<String>> rows = List.of("xray", "mtproto").stream()
                .flatMap(service -> config.at("/services/" + service + "/inbounds")
                        .valueStream()
                        .map(inbound -> List.of(
                                service,
                                Cells.text(inbound.path("tag")),
                                Cells.text(inbound.path("protocol")),
                                Cells.text(inbound.path("port")))))
                .toList();
        new Table(List.of("SERVICE", "TAG", "PROTOCOL", "PORT"), rows).print(out);
    }

    @Command(name = "diff", description = "Shows what changed from one revision to another.")
    int diff(
            @Parameters(paramLabel = "NODE", description = "The node's id.") long node,
            @Option(names = "--from", paramLabel = "N", description = "Default: the revision that the node confirmed.")
                    @Nullable
                    Long from,
            @Option(names = "--to", paramLabel = "N", description = "Default: the latest.") @Nullable Long to)
            throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        if (from != null) {
            query.put("from", from.toString());
        }
        if (to != null) {
            query.put("to", to.toString());
        }
        JsonNode difference = core.admin().configDifference(node, query);
        output.print(difference, out -> {
            out.printf(
                    "revision %s to %s: %s%n",
                    Cells.text(difference.at("/from/revision")),
                    Cells.text(difference.at("/to/revision")),
                    Cells.text(difference.path("summary")));
            difference.path("lines").forEach(line -> out.println(line.asString()));
        });
        return 0;
    }

    @Command(
            name = "apply",
            description = "Replaces the service templates of a node. A change that would delete links is refused.")
    int apply(
            @Parameters(paramLabel = "NODE", description = "The node's id.") long node,
            @Parameters(
                            paramLabel = "FILE",
                            description = "JSON with xray, mtproto and renames {oldTag: newTag}; - for standard input.")
                    String file,
            @Option(names = "--dry-run", description = "Shows what would change. Nothing changes.") boolean dryRun,
            @Option(names = "--remove-links", description = "Applies the change although it deletes links.")
                    boolean removeLinks)
            throws IOException {
        Map<String, String> query =
                Map.of("dryRun", Boolean.toString(dryRun), "removeLinks", Boolean.toString(removeLinks));
        JsonNode applied = core.admin().putServices(node, query, templates(file));
        output.print(applied, out -> print(applied, out));
        return 0;
    }

    private static void print(JsonNode applied, PrintWriter out) {
        if (applied.path("dryRun").asBoolean(false)) {
            out.println("nothing has changed, the latest revision is " + Cells.text(applied.path("revision")));
            out.println("it would be " + Cells.text(applied.at("/difference/summary")));
            applied.at("/difference/lines").forEach(line -> out.println(line.asString()));
            applied.path("linksLost")
                    .properties()
                    .forEach(
                            lost -> out.println("links lost on " + lost.getKey() + ": " + Cells.text(lost.getValue())));
        } else {
            out.println("revision " + Cells.text(applied.path("revision")));
        }
        applied.path("warnings").forEach(warning -> out.println("warning: " + Cells.text(warning)));
        List<List<String>> rows = applied.path("protocols")
                .valueStream()
                .map(protocol -> Cells.of(protocol, "id", "tag", "protocol"))
                .toList();
        new Table(List.of("NODE PROTOCOL", "TAG", "PROTOCOL"), rows).print(out);
    }

    private JsonNode templates(String file) throws IOException {
        byte[] content = file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        try {
            return STRICT.readTree(content);
        } catch (JacksonException e) {
            throw core.refusal(file + " is not JSON: " + e.getOriginalMessage());
        }
    }
}
