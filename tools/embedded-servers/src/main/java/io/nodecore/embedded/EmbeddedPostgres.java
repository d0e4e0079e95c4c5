package io.nodecore.embedded;

import static io.nodecore.embedded.Watchdog.Server.POSTGRES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A real Postgres as a child process, reachable from the loopback interface only. */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String SUPERUSER = "postgres";
    private static final String DATABASE = "nodecore";

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final Path pidFile;
    private final Watchdog watchdog;
    private final AtomicInteger databases = new AtomicInteger();

    private EmbeddedPostgres(
            io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, Path pidFile, Watchdog watchdog) {
        this.server = server;
        this.pidFile = pidFile;
        this.watchdog = watchdog;
    }

    /**
     * Starts the server and returns when it answers. It ends with this JVM at the latest; one that still ends on the folder is waited for.
     *
     * @param folder its data; initialised when empty, kept otherwise
     * @param port the port, 0 for the one that the folder had before, or any free one
     * @param durable false only for tests: skips fsync
     */
    public static EmbeddedPostgres start(Path folder, int port, boolean durable) throws IOException {
        Files.createDirectories(folder);
        Path pidFile = folder.resolve("postmaster.pid");
        Orphan.end(pidFile, POSTGRES.program());
        var watchdog = Watchdog.start(POSTGRES, folder, pidFile);
        try {
            return new EmbeddedPostgres(server(folder, port, durable), pidFile, watchdog);
        } catch (IOException | RuntimeException e) {
            watchdog.end();
            throw e;
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres server(Path folder, int port, boolean durable)
            throws IOException {
        return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setOverrideWorkingDirectory(
                        folder.resolveSibling("postgres-program").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(FreePort.ofFolder(folder, port))
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", durable ? "on" : "off")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("timezone", "UTC")
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The database of the default run, created when it is missing. */
    public PostgresAddress database() {
        return database(DATABASE);
    }

    /** An empty database of its own, for one test. */
    public PostgresAddress newDatabase() {
        return database("test_" + databases.incrementAndGet());
    }

    /** The postmaster; its backends end with it. */
    public Optional<ProcessHandle> process() {
        return Orphan.running(pidFile, POSTGRES.program());
    }

    private PostgresAddress database(String name) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("select from pg_database where datname = '" + name + "'")) {
                if (found.next()) {
                    return address(name);
                }
            }
            statement.execute("create database " + name);
            return address(name);
        } catch (SQLException e) {
            throw new IllegalStateException("can't create database " + name, e);
        }
    }

    private PostgresAddress address(String database) {
        // Only loopback connections are trusted; the password is there because some clients require one.
        return new PostgresAddress(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database, SUPERUSER, SUPERUSER);
    }

    /** Stops the server, if it still runs. The folder can be started again. */
    @Override
    public void close() throws IOException {
        server.close();
        watchdog.close();
    }
}
