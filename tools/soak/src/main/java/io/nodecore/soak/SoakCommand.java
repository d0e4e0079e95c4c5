package io.nodecore.soak;

import io.nodecore.commandline.HelpOption;
import io.nodecore.commandline.Within;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code soak}: the command line. */
@Command(
        name = "./nodecore soak",
        description = {
            "Runs every part as a process of its own, lets a simulated fleet report to them, and injects faults by a seeded plan.",
            "At the end it compares every acknowledged byte with the tables. Exit code 1 on a single byte of difference.",
            "Reports that are repeated and answers that get lost are always part of it."
        },
        footer = {"", "Example: ./nodecore soak --seed 1 --duration 10m --faults kill,pause"})
final class SoakCommand implements Callable<Integer> {

    /** Runs a soak; returns the exit code. */
    @FunctionalInterface
    interface Run {
        int with(SoakArguments arguments) throws Exception;
    }

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same plan. Default: a random one, printed first.")
    private long seed = ThreadLocalRandom.current().nextLong(1_000_000_000);

    @Option(
            names = "--duration",
            paramLabel = "D",
            description = "How long faults happen, such as 90s, 10m, 1h. Default: 10m.")
    private Duration duration = Duration.ofMinutes(10);

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            description = "all, none, or some of kill,pause,rebalance,broker,postgres,redis,poison. Default: all.")
    private String faults = "all";

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "12", description = "Nodes of the fleet. Default: 12.")
    @Within(max = 10_000)
    private int nodes;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "120",
            description = "Users of the fleet. Default: 120.")
    @Within(max = 100_000)
    private int users;

    @Option(
            names = "--odd-reports",
            paramLabel = "D",
            description = "Time between two odd reports of a node: late, huge, without an id. Default: 250ms.")
    private Duration edgeCaseReports = Duration.ofMillis(250);

    @Option(
            names = "--replicas",
            paramLabel = "SERVICE=N",
            split = ",",
            description = "Processes of a service. Default: usage-aggregator=2,ingest-gateway=2.")
    private List<String> replicas = List.of("usage-aggregator=2", "ingest-gateway=2");

    @Option(
            names = "--keep",
            description = "Keeps the data folder, .nodecore/soak/…; it is kept in any case if something is wrong.")
    private boolean keep;

    private final Run run;

    SoakCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() throws Exception {
        return run.with(arguments());
    }

    /** @throws IllegalArgumentException with a text for the user */
    SoakArguments arguments() {
        return new SoakArguments(
                seed,
                duration,
                SoakArguments.faults(faults),
                nodes,
                users,
                edgeCaseReports,
                List.copyOf(replicas),
                keep);
    }
}
