package io.nodecore.standalone;

import io.nodecore.adminclient.RunFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The text on the terminal when a run is ready. */
final class Announcement {

    private Announcement() {}

    static void print(StandaloneCommand command, RunFile run, Path logs, Duration startUp) {
        System.out.printf(
                """

                Nodecore is ready (%.1f s).

                  console       %s/#token=%s
                %s\
                  admin API     http://127.0.0.1:%d/admin   (docs: http://127.0.0.1:%d/v3/api-docs)
                  admin token   %s
                  Kafka         %s
                  Postgres      %s  (user %s, password %s)
                  Redis         %s
                  addresses     %s
                  log           %s
                %s%s
                Ctrl-C stops it. The data is kept.

                """,
                startUp.toMillis() / 1000.0,
                run.adminUrl(),
                run.adminToken(),
                edges(run.edges()),
                run.adminPort(),
                run.adminPort(),
                run.adminToken(),
                run.kafkaBootstrapServers(),
                run.postgresUrl(),
                run.postgresUser(),
                run.postgresPassword(),
                run.redisUrl(),
                Run.RUN_FOLDER.resolve("run.json"),
                logs.resolve("nodecore.log"),
                command.asProcesses() ? "  processes     " + Run.RUN_FOLDER.resolve("processes.json") + "\n" : "",
                command.withFleet() ? "  fleet         simulated nodes report to this run\n" : "");
    }

    /** One line per gateway. */
    private static String edges(List<RunFile.Edge> edges) {
        return edges.stream()
                .map(edge -> "  node edge     grpc://127.0.0.1:%d   http://127.0.0.1:%d%n"
                        .formatted(edge.grpcPort(), edge.httpPort()))
                .collect(Collectors.joining());
    }
}
