package io.nodecore.bench.presence;

import io.nodecore.commandline.Within;
import picocli.CommandLine.Option;

/** The command line of the measurement. */
final class PresenceOptions {

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Users who are online. Default: 1000000.")
    @Within(max = 10_000_000)
    private int users;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each of them is reported in the backlog. Default: 3.")
    @Within(max = 1_000)
    private int rounds;

    @Option(
            names = "--per-report",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Users of a report. Default: 1000.")
    @Within(max = 20_000)
    private int perReport;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "100", description = "Nodes that report. Default: 100.")
    @Within(max = 10_000)
    private int nodes;

    @Option(
            names = "--arrivals",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Users who come while their delay is measured. Default: 3000.")
    @Within(max = 1_000_000)
    private int arrivals;

    @Option(
            names = "--arrivals-rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of them a second. Default: 100.")
    @Within(max = 10_000)
    private int arrivalsPerSecond;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            defaultValue = "600",
            description = "Heap of presence-service in MB. Default: 600.")
    @Within(max = 100_000)
    private int heapMb;

    int users() {
        return users;
    }

    int rounds() {
        return rounds;
    }

    int perReport() {
        return perReport;
    }

    int nodes() {
        return nodes;
    }

    int arrivals() {
        return arrivals;
    }

    int arrivalsPerSecond() {
        return arrivalsPerSecond;
    }

    int heapMb() {
        return heapMb;
    }
}
