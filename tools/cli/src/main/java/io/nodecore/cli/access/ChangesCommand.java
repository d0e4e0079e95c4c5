package io.nodecore.cli.access;

import io.nodecore.cli.connection.CoreOptions;
import io.nodecore.cli.output.Cells;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Pages;
import io.nodecore.cli.output.Table;
import io.nodecore.commandline.Within;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code changes}. */
@Command(
        name = "changes",
        description = "Who changed what, when, by which token; the latest first.",
        footer = {"", "Example: ./nodecore changes --resource subscription --id 17"})
public final class ChangesCommand implements Callable<Integer> {

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--kind", paramLabel = "KIND", description = "Such as user.created: docs/security.md.")
    private @Nullable String kind;

    @Option(names = "--resource", paramLabel = "RESOURCE", description = "Such as node, user or subscription.")
    private @Nullable String resource;

    @Option(names = "--id", paramLabel = "ID", description = "The id of the resource.")
    private @Nullable String resourceId;

    @Option(names = "--by", paramLabel = "TOKEN_ID", description = "The id of a token; 0 is ADMIN_TOKEN.")
    private @Nullable String tokenId;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Default: 50.")
    @Within(max = 100_000)
    private int limit = 50;

    @Override
    public Integer call() throws IOException {
        Map<String, String> query = new HashMap<>();
        put(query, "kind", kind);
        put(query, "resource", resource);
        put(query, "resourceId", resourceId);
        put(query, "tokenId", tokenId);
        JsonNode found = Pages.read(core.admin()::changes, "changes", query, limit);
        List<List<String>> rows = found.path("changes")
                .valueStream()
                .map(change -> Cells.of(change, "at", "kind", "resourceId", "tokenName", "cause"))
                .toList();
        output.printList(found, new Table(List.of("AT", "KIND", "ID", "TOKEN", "CAUSE"), rows), "changes");
        return 0;
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }
}
