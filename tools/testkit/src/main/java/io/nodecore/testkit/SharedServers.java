package io.nodecore.testkit;

import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.embedded.EmbeddedPostgres;
import io.nodecore.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Servers for tests. Each starts at its first use, once per JVM, in a temporary folder, and stops when the JVM ends. */
public final class SharedServers {

    private static final Logger log = LoggerFactory.getLogger(SharedServers.class);
    private static final Deque<AutoCloseable> running = new ArrayDeque<>();

    private static @Nullable Path folder;
    private static @Nullable EmbeddedKafka kafka;
    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable EmbeddedRedis redis;

    private SharedServers() {}

    public static synchronized EmbeddedKafka kafka() {
        EmbeddedKafka server = kafka;
        if (server == null) {
            server = started(() -> EmbeddedKafka.start(folder().resolve("kafka"), 0));
            kafka = server;
        }
        return server;
    }

    public static synchronized EmbeddedPostgres postgres() {
        EmbeddedPostgres server = postgres;
        if (server == null) {
            server = started(() -> EmbeddedPostgres.start(folder().resolve("postgres"), 0, false));
            postgres = server;
        }
        return server;
    }

    public static synchronized EmbeddedRedis redis() {
        EmbeddedRedis server = redis;
        if (server == null) {
            server = started(() -> EmbeddedRedis.start(folder().resolve("redis"), 0));
            redis = server;
        }
        return server;
    }

    private interface Start<S> {
        S start() throws Exception;
    }

    private static <S extends AutoCloseable> S started(Start<S> start) {
        try {
            S server = start.start();
            running.push(server);
            return server;
        } catch (Exception e) {
            throw new IllegalStateException("an embedded server does not start", e);
        }
    }

    private static Path folder() throws IOException {
        Path existing = folder;
        if (existing == null) {
            existing = Files.createTempDirectory("nodecore-test");
            folder = existing;
            Runtime.getRuntime().addShutdownHook(new Thread(SharedServers::stop, "shared-servers-stop"));
        }
        return existing;
    }

    private static synchronized void stop() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                log.warn("an embedded server does not stop", e);
            }
        }
        if (folder != null) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("can't delete {}", folder, e);
        }
    }
}
