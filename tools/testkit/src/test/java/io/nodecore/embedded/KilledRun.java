package io.nodecore.embedded;

import io.nodecore.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A run on a data folder that is killed with -9 once its server is up. */
final class KilledRun {

    private static final String READY = "ready ";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private KilledRun() {}

    /** Starts {@code server} (postgres or redis) on the folder in a JVM of its own, kills that JVM, and returns the orphan's address. */
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
                yield server.database().url();
            }
            case "redis" -> EmbeddedRedis.start(folder, 0).url();
            default -> throw new IllegalArgumentException("postgres or redis, got " + args[0]);
        };
        System.out.println(READY + address);
        new CountDownLatch(1).await();
    }
}
