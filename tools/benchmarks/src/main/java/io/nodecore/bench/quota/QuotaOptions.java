package io.nodecore.bench.quota;

import io.nodecore.commandline.Within;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The command line of the measurement. */
final class QuotaOptions {

    @Option(
            names = "--load",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Small usage reports a second in the background. Default: 1000.")
    @Within(max = 1_000_000)
    private int load;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Nodes that report and watch. Default: 10.")
    @Within(max = 10_000)
    private int nodes;

    @Option(
            names = "--subscriptions",
            paramLabel = "N",
            defaultValue = "500",
            description = "Subscriptions with a limit that is not crossed, over all nodes. Default: 500.")
    @Within(max = 1_000_000)
    private int subscriptions;

    @Option(
            names = "--crossings",
            paramLabel = "N",
            defaultValue = "300",
            description = "Limits to cross, one after the other on each node. Default: 300.")
    @Within(max = 1_000_000)
    private int crossings;

    @Option(
            names = "--run",
            paramLabel = "FILE",
            description = "Measures the Core of this run.json. Default: a fresh one in a temporary folder.")
    private @Nullable Path run;

    @Option(names = "--jfr", paramLabel = "FILE", description = "Records the fresh Core with Java Flight Recorder.")
    private @Nullable Path recording;

    int load() {
        return load;
    }

    int nodes() {
        return nodes;
    }

    int subscriptions() {
        return subscriptions;
    }

    int crossings() {
        return crossings;
    }

    @Nullable
    Path run() {
        return run;
    }

    /** Absolute: the Core has a working directory of its own. */
    @Nullable
    Path recording() {
        return recording == null ? null : recording.toAbsolutePath();
    }
}
