package io.nodecore.bench.sharing;

import io.nodecore.commandline.Within;
import picocli.CommandLine.Option;

/** The command line of the measurement. */
final class SharingOptions {

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Users who were seen. Default: 100000.")
    @Within(max = 10_000_000)
    private int users;

    @Option(
            names = "--addresses",
            paramLabel = "N",
            defaultValue = "10",
            description = "Addresses of each. Default: 10.")
    @Within(max = 1_000)
    private int addressesOfUser;

    @Option(
            names = "--pool",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Distinct addresses of all of them, a tenth of them IPv6. Default: 400000.")
    @Within(max = 10_000_000)
    private int pool;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Requests that count, of each kind. Default: 7.")
    @Within(max = 1_000)
    private int rounds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the rows. Default: 1.")
    private long seed;

    int users() {
        return users;
    }

    int addressesOfUser() {
        return addressesOfUser;
    }

    int pool() {
        return pool;
    }

    int rounds() {
        return rounds;
    }

    long seed() {
        return seed;
    }
}
