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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code subscriptions}. */
@Command(
        name = "subscriptions",
        description =
                "Subscriptions: list (also without a further word), show, create, change, delete, links, link, unlink.",
        footer = {
            "",
            "Examples:",
            "  ./nodecore subscriptions create --user 42 --traffic-limit 500000000000 --reset month",
            "  ./nodecore subscriptions link 7 1"
        })
public final class SubscriptionsCommand implements Callable<Integer> {

    private static final int DEFAULT_LIMIT = 1_000;
    private static final String ID = "The subscription's id.";

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        return list(null, DEFAULT_LIMIT);
    }

    @Command(name = "list", description = "Lists the subscriptions, with what they have used.")
    int list(
            @Option(names = "--user", paramLabel = "USER", description = "Those of one user.") @Nullable Long user,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", description = "Default: 1000.")
                    @Within(max = 1_000_000)
                    int limit)
            throws IOException {
        Map<String, String> query = user == null ? Map.of() : Map.of("userId", user.toString());
        JsonNode found = Pages.read(core.admin()::subscriptions, "subscriptions", query, limit);
        List<List<String>> rows = found.path("subscriptions")
                .valueStream()
                .map(one -> Cells.of(
                        one,
                        "id",
                        "userId",
                        "status",
                        "trafficLimitBytes",
                        "billedBytes",
                        "resetPeriod",
                        "expiresAt",
                        "bytesUp",
                        "bytesDown"))
                .toList();
        var columns = List.of("ID", "USER", "STATUS", "LIMIT", "BILLED", "RESET", "EXPIRES AT", "UP", "DOWN");
        output.printList(found, new Table(columns, rows), "subscriptions");
        return 0;
    }

    @Command(name = "show", description = "Shows one subscription.")
    int show(@Parameters(paramLabel = "ID", description = ID) long id) throws IOException {
        output.printResource(core.admin().subscription(id));
        return 0;
    }

    @Command(name = "create", description = "Makes a subscription of a user.")
    int create(
            @Option(names = "--user", required = true, paramLabel = "USER", description = "The user's id.") long user,
            @Mixin SubscriptionTermsOptions terms,
            @Option(names = "--quiet", description = "Prints the id alone.") boolean quiet)
            throws IOException {
        JsonNode made = core.admin().createSubscription(terms.json().put("userId", user));
        if (quiet) {
            output.out().println(made.path("id").asString());
        } else {
            output.printResource(made);
        }
        return 0;
    }

    @Command(name = "change", description = "Changes what is given; the rest stays.")
    int change(
            @Parameters(paramLabel = "ID", description = ID) long id,
            @Mixin SubscriptionTermsOptions terms,
            @Option(names = "--status", paramLabel = "STATUS", description = "active or disabled.") @Nullable
                    String status)
            throws IOException {
        ObjectNode change = terms.json();
        if (status != null) {
            change.put("status", status);
        }
        if (change.isEmpty()) {
            throw core.refusal("change needs one of --traffic-limit, --reset, --expires-at and --status");
        }
        output.printResource(core.admin().changeSubscription(id, change));
        return 0;
    }

    @Command(name = "delete", description = "Deletes a subscription with its links; usage stays.")
    int delete(@Parameters(paramLabel = "ID", description = ID) long id) throws IOException {
        core.admin().deleteSubscription(id);
        output.out().println("subscription " + id + " is deleted");
        return 0;
    }

    @Command(name = "links", description = "Lists the links of a subscription.")
    int links(
            @Parameters(paramLabel = "ID", description = ID) long id,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", description = "Default: 1000.")
                    @Within(max = 100_000)
                    int limit,
            @Option(names = "--quiet", description = "Prints the URI of each link alone.") boolean quiet)
            throws IOException {
        var admin = core.admin();
        JsonNode found = Pages.read(query -> admin.links(id, query), "links", Map.of(), limit);
        if (quiet) {
            found.path("links")
                    .valueStream()
                    .filter(link -> link.path("uri").isString())
                    .forEach(link -> output.out().println(link.path("uri").stringValue()));
            return 0;
        }
        List<List<String>> rows = found.path("links")
                .valueStream()
                .map(link -> Cells.of(link, "uuid", "nodeId", "nodeProtocolId", "uri"))
                .toList();
        output.printList(found, new Table(List.of("UUID", "NODE", "NODE PROTOCOL", "URI"), rows), "links");
        return 0;
    }

    @Command(name = "link", description = "Makes a link on a node protocol.")
    int link(
            @Parameters(paramLabel = "ID", description = ID) long id,
            @Parameters(paramLabel = "NODE_PROTOCOL", description = "The node protocol's id.") long nodeProtocolId)
            throws IOException {
        ObjectNode link = JsonMapper.shared().createObjectNode().put("nodeProtocolId", nodeProtocolId);
        output.printResource(core.admin().createLink(id, link));
        return 0;
    }

    @Command(name = "unlink", description = "Removes a link.")
    int unlink(
            @Parameters(paramLabel = "ID", description = ID) long id,
            @Parameters(paramLabel = "UUID", description = "The link's UUID.") String uuid)
            throws IOException {
        core.admin().deleteLink(id, uuid);
        output.out().println("link " + uuid + " is removed");
        return 0;
    }
}
