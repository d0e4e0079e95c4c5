package io.nodecore.standalone;

import io.nodecore.commandline.HelpOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of {@code up} and {@code demo}; without a word it is {@code up}. */
@Command(name = "./nodecore", description = "The default run: everything on embedded servers.")
final class StandaloneOptions implements Callable<Integer> {

    private static final String SETTINGS = "Settings are environment variables: ./nodecore help";

    /** Of both commands. */
    static final class Parts {

        @Option(
                names = "--processes",
                description =
                        "Every part is a process of its own, listed in .nodecore/processes.json, and is started again"
                                + " when it ends.")
        private boolean processes;

        @Option(
                names = "--replicas",
                paramLabel = "SERVICE=N",
                split = ",",
                description = "Processes of a service, such as usage-aggregator=2,ingest-gateway=2; with --processes.")
        private List<String> replicas = List.of();

        private StandaloneCommand command(boolean withFleet) {
            return new StandaloneCommand(withFleet, processes, Replicas.parse(replicas));
        }
    }

    @Mixin
    private HelpOption help = new HelpOption();

    private final ToIntFunction<StandaloneCommand> run;

    /** @param run returns the exit code */
    StandaloneOptions(ToIntFunction<StandaloneCommand> run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        return up(new Parts());
    }

    @Command(
            name = "up",
            description = "Starts Kafka, Postgres, Redis and all services. Ctrl-C stops them; the data stays.",
            footer = {"", "Example: ./nodecore up --processes --replicas usage-aggregator=2", "", SETTINGS})
    int up(@Mixin Parts parts) {
        return run.applyAsInt(parts.command(false));
    }

    @Command(
            name = "demo",
            description = "Starts the same as up, and a small simulated fleet that reports to it.",
            footer = {"", SETTINGS})
    int demo(@Mixin Parts parts) {
        return run.applyAsInt(parts.command(true));
    }
}
