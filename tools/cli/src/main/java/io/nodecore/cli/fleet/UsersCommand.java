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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code users}. */
@Command(
        name = "users",
        description =
                "Users: list (also without a further word), show, create, enable, disable, delete, and the addresses of one.",
        footer = {"", "Example: USER=$(./nodecore users create ann --quiet)"})
public final class UsersCommand implements Callable<Integer> {

    private static final int DEFAULT_LIMIT = 1_000;

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        return list(DEFAULT_LIMIT);
    }

    @Command(name = "list", description = "Lists the users.")
    int list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", description = "Default: 1000.")
                    @Within(max = 1_000_000)
                    int limit)
            throws IOException {
        JsonNode found = Pages.read(core.admin()::users, "users", Map.of(), limit);
        List<List<String>> rows = found.path("users")
                .valueStream()
                .map(user -> Cells.of(user, "id", "name", "status"))
                .toList();
        output.printList(found, new Table(List.of("ID", "NAME", "STATUS"), rows), "users");
        return 0;
    }

    @Command(name = "show", description = "Shows one user.")
    int show(@Parameters(paramLabel = "USER", description = "The user's id.") long id) throws IOException {
        output.printResource(core.admin().user(id));
        return 0;
    }

    @Command(name = "ips", description = "Lists the addresses of a user.")
    int ips(
            @Parameters(paramLabel = "USER", description = "The user's id.") long id,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "500", description = "Default: 500.")
                    @Within(max = 100_000)
                    int limit)
            throws IOException {
        var admin = core.admin();
        JsonNode found = Pages.read(query -> admin.userIps(id, query), "ips", Map.of(), limit);
        List<List<String>> rows = found.path("ips")
                .valueStream()
                .map(ip -> Cells.of(ip, "ip", "firstSeenAt", "lastSeenAt", "/info/country"))
                .toList();
        output.printList(found, new Table(List.of("IP", "FIRST SEEN", "LAST SEEN", "COUNTRY"), rows), "addresses");
        return 0;
    }

    @Command(name = "create", description = "Makes a user.")
    int create(
            @Parameters(paramLabel = "NAME", description = "The user's name.") String name,
            @Option(names = "--quiet", description = "Prints the id alone.") boolean quiet)
            throws IOException {
        JsonNode user =
                core.admin().createUser(JsonMapper.shared().createObjectNode().put("name", name));
        if (quiet) {
            output.out().println(user.path("id").asString());
        } else {
            output.printResource(user);
        }
        return 0;
    }

    @Command(name = "enable", description = "Makes a disabled user active.")
    int enable(@Parameters(paramLabel = "USER", description = "The user's id.") long id) throws IOException {
        return setStatus(id, "active");
    }

    @Command(name = "disable", description = "Takes a user's links out of the configs of all nodes.")
    int disable(@Parameters(paramLabel = "USER", description = "The user's id.") long id) throws IOException {
        return setStatus(id, "disabled");
    }

    @Command(name = "delete", description = "Deletes a user with all subscriptions and links; usage stays.")
    int delete(@Parameters(paramLabel = "USER", description = "The user's id.") long id) throws IOException {
        core.admin().deleteUser(id);
        output.out().println("user " + id + " is deleted");
        return 0;
    }

    private int setStatus(long id, String status) throws IOException {
        output.printResource(core.admin()
                .changeUser(id, JsonMapper.shared().createObjectNode().put("status", status)));
        return 0;
    }
}
