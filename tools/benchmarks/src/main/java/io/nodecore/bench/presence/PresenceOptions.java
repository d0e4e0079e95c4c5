package io.nodecore.bench.presence;

import io.nodecore.simulator.options.Options;
import java.util.Set;

/**
 * The command line of the measurement.
 *
 * @param users users who are online
 * @param rounds number of reports of each user in the backlog
 * @param perReport users per report
 * @param nodes number of reporting nodes
 * @param arrivals users who come online while the delay is measured
 * @param arrivalsPerSecond arrivals per second
 * @param heapMb heap of the process in MiB
 */
record PresenceOptions(
        int users, int rounds, int perReport, int nodes, int arrivals, int arrivalsPerSecond, int heapMb) {

    static final String HELP = """
            ./nodecore bench presence-events: what user.online and user.offline cost, without Redis and the gateway.

              --users N            users who are online (1000000)
              --rounds N           number of reports of each user in the backlog (3)
              --per-report N       users of a report (1000)
              --nodes N            nodes that report (100)
              --arrivals N         users who come while their delay is measured (3000)
              --arrivals-rate N    arrivals per second (100)
              --heap N             MB of heap of presence-service (600)
            """;

    private static final Set<String> VALUED =
            Set.of("--users", "--rounds", "--per-report", "--nodes", "--arrivals", "--arrivals-rate", "--heap");

    /** @throws IllegalArgumentException with a text for the user */
    static PresenceOptions parse(String... arguments) {
        Options given = Options.parse(Set.of(), VALUED, arguments);
        return new PresenceOptions(
                given.count("--users", 1_000_000, 10_000_000),
                given.count("--rounds", 3, 1_000),
                given.count("--per-report", 1_000, 20_000),
                given.count("--nodes", 100, 10_000),
                given.count("--arrivals", 3_000, 1_000_000),
                given.count("--arrivals-rate", 100, 10_000),
                given.count("--heap", 600, 100_000));
    }
}
