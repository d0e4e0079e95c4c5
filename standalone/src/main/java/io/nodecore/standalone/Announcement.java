package io.nodecore.standalone;

import java.nio.file.Path;
import java.time.Duration;

/** What the terminal says once a run is ready. */
final class Announcement {

    private Announcement() {}

    static void print(RunFile.Content run, Path logs, Duration startUp, boolean withFleet) {
        System.out.printf(
                """

                Nodecore is ready (%.1f s).

                  node edge     grpc://127.0.0.1:%d   http://127.0.0.1:%d
                  admin API     http://127.0.0.1:%d/admin   (docs: http://127.0.0.1:%d/v3/api-docs)
                  admin token   %s
                  Kafka         %s
                  Postgres      %s  (user %s, password %s)
                  Redis         %s
                  addresses     %s
                  log           %s
                %s
                Ctrl-C stops it; the data stays.

                """,
                startUp.toMillis() / 1000.0,
                run.grpcPort(),
                run.httpPort(),
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
                withFleet ? "  fleet         simulated nodes report to it now\n" : "");
    }
}
