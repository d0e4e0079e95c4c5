package io.nodecore.bench.sharing;

import io.nodecore.simulator.options.Options;
import java.util.Set;

/**
 * The command line of the measurement.
 *
 * @param users number of users
 * @param addressesOfUser addresses per user
 * @param pool number of distinct addresses
 * @param rounds measured requests of each kind
 * @param seed seed of the rows
 */
record SharingOptions(int users, int addressesOfUser, int pool, int rounds, long seed) {

    static final String HELP = """
            ./nodecore bench sharing: the first page of GET /admin/sharing, by window and by what is counted.

              --users N        users who were seen (100000)
              --addresses N    addresses of each (10)
              --pool N         number of distinct addresses, a tenth of them IPv6 (400000)
              --rounds N       measured requests of each kind (7)
              --seed N         of the rows (1)

            Exit code 1 where the median of any kind is a second or more.
            """;

    /** @throws IllegalArgumentException with a text for the user */
    static SharingOptions parse(String... arguments) {
        Options given =
                Options.parse(Set.of(), Set.of("--users", "--addresses", "--pool", "--rounds", "--seed"), arguments);
        return new SharingOptions(
                given.count("--users", 100_000, 10_000_000),
                given.count("--addresses", 10, 1_000),
                given.count("--pool", 400_000, 10_000_000),
                given.count("--rounds", 7, 1_000),
                given.number("--seed", 1));
    }
}
