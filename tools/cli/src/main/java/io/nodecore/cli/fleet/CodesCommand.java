package io.nodecore.cli.fleet;

import io.nodecore.cli.connection.CoreOptions;
import io.nodecore.cli.output.Cells;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Pages;
import io.nodecore.cli.output.Table;
import io.nodecore.commandline.Within;
import java.io.IOException;
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

/** {@code codes}. */
@Command(
        name = "codes",
        description = "Registration codes: with one, a node registers and gets its auth key.",
        footer = {"", "Example: CODE=$(./nodecore codes create --quiet)"})
public final class CodesCommand {

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Command(name = "create", description = "Makes a code. It is shown this once.")
    int create(
            @Option(
                            names = "--expires-in-minutes",
                            paramLabel = "N",
                            description = "How long the code is valid. Default: 60.")
                    @Nullable
                    Long minutes,
            @Option(names = "--max-uses", paramLabel = "N", description = "How many nodes may use it. Default: 1.")
                    @Nullable
                    Long uses,
            @Option(names = "--quiet", description = "Prints the code alone.") boolean quiet)
            throws IOException {
        ObjectNode wish = JsonMapper.shared().createObjectNode();
        if (minutes != null) {
            wish.put("expiresInMinutes", minutes);
        }
        if (uses != null) {
            wish.put("maxUses", uses);
        }
        JsonNode code = core.admin().createCode(wish);
        if (quiet) {
            output.out().println(code.path("code").asString());
        } else {
            output.printResource(code);
        }
        return 0;
    }

    @Command(name = "list", description = "Lists the codes that are in use.")
    int list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "500", description = "Default: 500.")
                    @Within(max = 100_000)
                    int limit)
            throws IOException {
        JsonNode found = Pages.read(core.admin()::codes, "codes", Map.of(), limit);
        List<List<String>> rows = found.path("codes")
                .valueStream()
                .map(code -> Cells.of(code, "id", "expiresAt", "uses", "maxUses"))
                .toList();
        output.printList(found, new Table(List.of("ID", "EXPIRES AT", "USES", "MAX USES"), rows), "codes");
        return 0;
    }

    @Command(name = "revoke", description = "Makes a code useless; nodes that have registered with it stay.")
    int revoke(@Parameters(paramLabel = "ID", description = "Its id, as list shows it.") String id) throws IOException {
        core.admin().revokeCode(id);
        output.out().println("code " + id + " is revoked");
        return 0;
    }
}
