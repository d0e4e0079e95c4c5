package io.nodecore.bench;

import io.nodecore.bench.presence.PresenceBench;
import io.nodecore.bench.presencekeys.PresenceKeysBench;
import io.nodecore.bench.quota.QuotaBench;
import io.nodecore.bench.replay.ReplayBench;
import io.nodecore.bench.sharing.SharingBench;
import io.nodecore.bench.webhooks.WebhooksBench;
import io.nodecore.commandline.CommandLines;
import io.nodecore.commandline.HelpOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./nodecore bench NAME}: the measurements by name. */
@Command(
        name = "./nodecore bench",
        description = "Measures what is promised about speed. Without a name: this list.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            QuotaBench.class,
            PresenceBench.class,
            PresenceKeysBench.class,
            ReplayBench.class,
            SharingBench.class,
            WebhooksBench.class
        },
        footer = {
            "",
            "To see what a measurement does: NODECORE_JAVA_OPTS='-Xmx2g -XX:StartFlightRecording=filename=bench.jfr'"
        })
public final class Bench implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    private HelpOption help = new HelpOption();

    /** Ends the JVM even if threads of Kafka's clients are still running. */
    public static void main(String... arguments) {
        System.exit(CommandLines.of(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(command).commandLine();
        commandLine.usage(commandLine.getOut());
        return 0;
    }
}
