package io.nodecore.cli.fleet;

import io.nodecore.adminclient.AdminClient;
import io.nodecore.adminclient.RunFile;
import io.nodecore.cli.connection.CoreOptions;
import io.nodecore.cli.output.Cells;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Pages;
import io.nodecore.cli.output.Table;
import io.nodecore.commandline.Within;
import java.io.IOException;
import java.net.URI;
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

/** {@code nodes}. */
@Command(
        name = "nodes",
        description = "The fleet: list (also without a further word), show, register, rotate-key, revoke-key, delete.",
        footer = {
            "",
            "Examples:",
            "  ./nodecore nodes --output json",
            "  ./nodecore nodes --url http://127.0.0.1:3001 --token \"$TOKEN\"",
            "  KEY=$(./nodecore nodes register --code \"$CODE\" --name ams-1 --ip 192.0.2.10 --port 8443 --quiet)"
        })
public final class NodesCommand implements Callable<Integer> {

    private static final int DEFAULT_LIMIT = 1_000;
    private static final int LONGEST_ERROR = 60;

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        return list(DEFAULT_LIMIT);
    }

    @Command(name = "list", description = "Lists the nodes.")
    int list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", description = "Default: 1000.")
                    @Within(max = 100_000)
                    int limit)
            throws IOException {
        JsonNode found = Pages.read(core.admin()::nodes, "nodes", Map.of(), limit);
        List<List<String>> rows =
                found.path("nodes").valueStream().map(NodesCommand::row).toList();
        var columns =
                List.of("ID", "NAME", "STATUS", "SYNC", "REVISION", "REGION", "ADDRESS", "LAST SEEN", "LAST ERROR");
        output.printList(found, new Table(columns, rows), "nodes");
        return 0;
    }

    private static List<String> row(JsonNode node) {
        return List.of(
                Cells.text(node.path("id")),
                Cells.text(node.path("name")),
                Cells.text(node.path("status")),
                Cells.text(node.path("syncStatus")),
                Cells.text(node.path("currentRevision")) + "/" + Cells.text(node.path("latestRevision")),
                Cells.text(node.path("region")),
                Cells.text(node.path("ip")) + ":" + Cells.text(node.path("port")),
                Cells.text(node.path("lastSeenAt")),
                Cells.shortened(Cells.text(node.at("/lastError/message")), LONGEST_ERROR));
    }

    @Command(name = "show", description = "Shows one node.")
    int show(@Parameters(paramLabel = "NODE", description = "Its id.") long id) throws IOException {
        output.printResource(core.admin().node(id));
        return 0;
    }

    @Command(
            name = "register",
            description = "Registers a node, as its agent does, and prints its auth key, which is shown this once.")
    int register(
            @Option(names = "--code", required = true, paramLabel = "CODE", description = "A registration code.")
                    String code,
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "The node's name.")
                    String name,
            @Option(names = "--ip", required = true, paramLabel = "IP", description = "The node's address.") String ip,
            @Option(names = "--port", required = true, paramLabel = "PORT", description = "Of its agent.") int port,
            @Option(names = "--region", paramLabel = "REGION", description = "Such as nl.") @Nullable String region,
            @Option(names = "--domain", paramLabel = "DOMAIN", description = "If it has one.") @Nullable String domain,
            @Option(
                            names = "--edge",
                            paramLabel = "URL",
                            description = "Node edge of the Core, such as http://127.0.0.1:3000; needed with --url.")
                    @Nullable
                    URI edge,
            @Option(names = "--quiet", description = "Prints the auth key alone.") boolean quiet)
            throws IOException {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("code", code).put("name", name).put("ip", ip).put("port", port);
        if (region != null) {
            node.put("region", region);
        }
        if (domain != null) {
            node.put("domain", domain);
        }
        printKey(AdminClient.nodeEdge(edge(edge)).register(node), quiet);
        return 0;
    }

    private URI edge(@Nullable URI given) throws IOException {
        if (given != null) {
            return given;
        }
        if (!core.isLocal()) {
            throw core.refusal("register needs --edge, the node edge of the Core, if --url is given");
        }
        return RunFile.read(RunFile.IN_WORKING_DIRECTORY).httpUrl();
    }

    @Command(name = "rotate-key", description = "Gives a node a new auth key; the old ones end after a grace period.")
    int rotateKey(
            @Parameters(paramLabel = "NODE", description = "Its id.") long id,
            @Option(
                            names = "--grace-period-seconds",
                            paramLabel = "N",
                            description = "How long the old keys stay valid.")
                    @Nullable
                    Long gracePeriodSeconds,
            @Option(names = "--quiet", description = "Prints the auth key alone.") boolean quiet)
            throws IOException {
        ObjectNode rotation = JsonMapper.shared().createObjectNode();
        if (gracePeriodSeconds != null) {
            rotation.put("gracePeriodSeconds", gracePeriodSeconds);
        }
        printKey(core.admin().rotateKey(id, rotation), quiet);
        return 0;
    }

    @Command(name = "revoke-key", description = "Ends all auth keys of a node at once; rotate-key gives it a new one.")
    int revokeKey(@Parameters(paramLabel = "NODE", description = "Its id.") long id) throws IOException {
        core.admin().revokeKey(id);
        output.out().println("the auth keys of node " + id + " are revoked");
        return 0;
    }

    @Command(name = "delete", description = "Deletes a node with its links; what it has reported stays.")
    int delete(@Parameters(paramLabel = "NODE", description = "Its id.") long id) throws IOException {
        core.admin().deleteNode(id);
        output.out().println("node " + id + " is deleted");
        return 0;
    }

    private void printKey(JsonNode answer, boolean quiet) {
        if (quiet) {
            output.out().println(answer.path("authKey").asString());
        } else {
            output.printResource(answer);
        }
    }
}
