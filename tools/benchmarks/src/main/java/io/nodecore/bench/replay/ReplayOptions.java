package io.nodecore.bench.replay;

import io.nodecore.commandline.Within;
import picocli.CommandLine.Option;

/** The command line of the measurement. */
final class ReplayOptions {

    @Option(
            names = "--entries",
            paramLabel = "N",
            defaultValue = "5000000",
            description = "Usage entries in the log, each a row of its own in usage_minutes. Default: 5000000.")
    @Within(max = 1_000_000_000)
    private int entries;

    @Option(
            names = "--report-size",
            paramLabel = "N",
            defaultValue = "100",
            description = "Entries of one report. Default: 100.")
    @Within(max = 100_000)
    private int reportSize;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "60", description = "Nodes that report. Default: 60.")
    @Within(max = 10_000)
    private int nodes;

    @Option(
            names = "--load",
            paramLabel = "N",
            defaultValue = "20",
            description = "Reports a second while the replay runs. Default: 20.")
    @Within(max = 100_000)
    private int load;

    int entries() {
        return entries;
    }

    int reportSize() {
        return reportSize;
    }

    int nodes() {
        return nodes;
    }

    int load() {
        return load;
    }
}
