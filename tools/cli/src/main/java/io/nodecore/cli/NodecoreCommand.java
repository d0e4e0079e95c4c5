package io.nodecore.cli;

import io.nodecore.cli.access.ChangesCommand;
import io.nodecore.cli.access.TokensCommand;
import io.nodecore.cli.fleet.CodesCommand;
import io.nodecore.cli.fleet.ConfigCommand;
import io.nodecore.cli.fleet.NodesCommand;
import io.nodecore.cli.fleet.SubscriptionsCommand;
import io.nodecore.cli.fleet.UsageCommand;
import io.nodecore.cli.fleet.UsersCommand;
import io.nodecore.cli.inspect.CallCommand;
import io.nodecore.cli.inspect.RedisCommand;
import io.nodecore.cli.inspect.SqlCommand;
import io.nodecore.cli.inspect.TopicTail;
import io.nodecore.cli.operations.CorrectionsCommand;
import io.nodecore.cli.operations.DeadLettersCommand;
import io.nodecore.cli.operations.ProjectionsCommand;
import io.nodecore.cli.replay.ReplayCommand;
import io.nodecore.commandline.CommandLines;
import io.nodecore.commandline.HelpOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./nodecore}: all commands that need no service on their class path. */
@Command(
        name = NodecoreCommand.NAME,
        description = {"The event-sourced Core of a fleet of VPN nodes.", ""},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "./nodecore COMMAND --help shows the options and examples of a command.",
            "",
            "Commands that ask a Core take --url and --token (NODECORE_URL, NODECORE_TOKEN). Without them they ask",
            "the run of .nodecore/run.json in the working directory.",
            "Exit codes: 0 done, 1 failed or refused, 2 usage error.",
            "",
            "A ready run writes its addresses to .nodecore/run.json and removes the file at its end.",
            "Settings of up, demo and soak are environment variables:",
            "  HTTP_PORT (3000), GRPC_PORT (3002), ADMIN_PORT (3001)   0 means any free port",
            "  ADMIN_TOKEN                                             generated at the first start and printed",
            "  NODECORE_DATA (.nodecore)                               where the embedded servers keep their data",
            "  KAFKA_BOOTSTRAP_SERVERS, POSTGRES_URL, REDIS_URL        use these servers instead of embedded ones",
            "  NODECORE_REPLICATION (1; 3 with another Kafka)          how many brokers keep each record",
            "  CONTROL_TOKEN                                           between gateway and config-service; generated",
            "  ADMIN_BIND_ADDRESS, INTERNAL_BIND_ADDRESS (127.0.0.1)   addresses of admin and internal ports",
            "  REDIS_CLUSTER (false)                                   REDIS_URL is that of a Redis Cluster",
            "  NODECORE_WEBHOOKS_0_NAME, _URL, _SECRET, …              domain events over HTTP: docs/webhooks.md",
            "  NODECORE_JAVA_OPTS                                      options of the JVM"
        })
public final class NodecoreCommand {

    static final String NAME = "./nodecore";

    @Mixin
    private HelpOption help = new HelpOption();

    private NodecoreCommand() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var root = new CommandLine(new NodecoreCommand());
        LauncherCommand.ALL.forEach(command -> root.addSubcommand(command.name(), command.spec()));
        root.addSubcommand(new CodesCommand())
                .addSubcommand(new NodesCommand())
                .addSubcommand(new UsersCommand())
                .addSubcommand(new SubscriptionsCommand())
                .addSubcommand(new UsageCommand())
                .addSubcommand(new ConfigCommand())
                .addSubcommand(new ProjectionsCommand())
                .addSubcommand(new DeadLettersCommand())
                .addSubcommand(new CorrectionsCommand())
                .addSubcommand(new ReplayCommand())
                .addSubcommand(new TokensCommand())
                .addSubcommand(new ChangesCommand())
                .addSubcommand(new CallCommand())
                .addSubcommand(new SqlCommand())
                // What follows the Redis command is Redis's, such as -1.
                .addSubcommand(new CommandLine(new RedisCommand()).setStopAtPositional(true))
                .addSubcommand(new TopicTail())
                .addSubcommand(new VersionCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new HelpCommand());
        return CommandLines.configure(root);
    }
}
