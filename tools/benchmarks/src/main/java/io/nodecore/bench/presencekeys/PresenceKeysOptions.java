package io.nodecore.bench.presencekeys;

import io.nodecore.commandline.Within;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The command line of the measurement. */
final class PresenceKeysOptions {

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Users online at once; each has two keys. Default: 100000.")
    @Within(max = 1_000_000)
    private int users;

    @Option(
            names = "--users-per-report",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Users in one node's report. Default: 1000.")
    @Within(max = 100_000)
    private int usersOfReport;

    @Option(
            names = "--reportings",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each user is reported in a round. Default: 5.")
    @Within(max = 1_000)
    private int reportings;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "9", description = "Pairs that count. Default: 9.")
    @Within(max = 1_000)
    private int rounds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "3", description = "Pairs before them. Default: 3.")
    @Within(max = 1_000)
    private int warmUp;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "A Redis to measure on, which is written to. Default: one of its own.")
    private @Nullable String redis;

    int users() {
        return users;
    }

    int usersOfReport() {
        return usersOfReport;
    }

    int reportings() {
        return reportings;
    }

    int rounds() {
        return rounds;
    }

    int warmUp() {
        return warmUp;
    }

    @Nullable
    String redis() {
        return redis;
    }

    long keysOfRound() {
        return 2L * users * reportings;
    }
}
