package io.nodecore.cli.access;

import io.nodecore.cli.connection.CoreOptions;
import io.nodecore.cli.output.Cells;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Pages;
import io.nodecore.cli.output.Table;
import io.nodecore.commandline.Within;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tokens}. */
@Command(
        name = "tokens",
        description = "Tokens of the admin API, each with a name and a scope: list, create, revoke.",
        footer = {"", "Example: TOKEN=$(./nodecore tokens create grafana --scope read --quiet)"})
public final class TokensCommand {

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Command(name = "create", description = "Creates a token. It is shown only once.")
    int create(
            @Parameters(paramLabel = "NAME", description = "A name that no valid token has.") String name,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            required = true,
                            description = "read, operate or admin: docs/security.md.")
                    String scope,
            @Option(names = "--quiet", description = "Prints the token alone.") boolean quiet)
            throws IOException {
        ObjectNode wish =
                JsonMapper.shared().createObjectNode().put("name", name).put("scope", scope);
        JsonNode token = core.admin().createToken(wish);
        if (quiet) {
            output.out().println(token.path("token").asString());
        } else {
            output.printResource(token);
        }
        return 0;
    }

    @Command(name = "list", description = "Lists the valid tokens. The first is ADMIN_TOKEN.")
    int list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "500", description = "Default: 500.")
                    @Within(max = 100_000)
                    int limit)
            throws IOException {
        JsonNode found = Pages.read(core.admin()::tokens, "tokens", Map.of(), limit);
        List<List<String>> rows = found.path("tokens")
                .valueStream()
                .map(token -> Cells.of(token, "id", "name", "scope", "createdAt"))
                .toList();
        output.printList(found, new Table(List.of("ID", "NAME", "SCOPE", "CREATED AT"), rows), "tokens");
        return 0;
    }

    @Command(name = "revoke", description = "Revokes a token: it and its sessions are refused at once.")
    int revoke(@Parameters(paramLabel = "ID", description = "Its id, as list shows it.") String id) throws IOException {
        core.admin().revokeToken(id);
        output.out().println("token " + id + " is revoked");
        return 0;
    }
}
