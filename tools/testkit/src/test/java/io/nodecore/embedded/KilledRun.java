package io.nodecore.embedded;

import io.nodecore.testkit.ChildJvm;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A run on a data folder that is killed with -9 once its server is up. */
final class KilledRun {

    /** A table in Postgres and a key in Redis that the killed run has written. */
    static final String KEPT = "kept";

    private static final String READY = "ready ";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private KilledRun() {}

    /** Starts {@code server} (postgres or redis) on the folder in a JVM of its own, kills that JVM, and returns the server's address. */
    static String of(String server, Path folder) throws Exception {
        try (var run = ChildJvm.of(KilledRun.class)
                .arguments(server, folder.toString())
                .start()) {
            run.awaitReady(TIMEOUT, () -> run.output().contains(READY));
            return run.output()
                    .lines()
                    .filter(line -> line.startsWith(READY))
                    .map(line -> line.substring(READY.length()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public static void main(String... args) throws Exception {
        Path folder = Path.of(args[1]);
        String address = switch (args[0]) {
            case "postgres" -> {
                var server = EmbeddedPostgres.start(folder, 0, true);
                execute(server.database(), "create table " + KEPT + " (id int)");
                yield server.database().url();
            }
            case "redis" -> {
                String url = EmbeddedRedis.start(folder, 0).url();
                redis(url, "SET " + KEPT + " 1");
                yield url;
            }
            default -> throw new IllegalArgumentException("postgres or redis, got " + args[0]);
        };
        System.out.println(READY + address);
        new CountDownLatch(1).await();
    }

    static void execute(PostgresAddress address, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String redis(String url, String command) throws IOException {
        URI address = URI.create(url);
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[64];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
    }
}
