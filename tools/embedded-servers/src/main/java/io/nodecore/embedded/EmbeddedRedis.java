package io.nodecore.embedded;

import static io.nodecore.embedded.Watchdog.Server.REDIS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** A real Redis as a child process, reachable from the loopback interface only. */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    private final int port;
    private final Path pidFile;
    private final Watchdog watchdog;

    private EmbeddedRedis(int port, Path pidFile, Watchdog watchdog) {
        this.port = port;
        this.pidFile = pidFile;
        this.watchdog = watchdog;
    }

    /**
     * Starts the server and returns when it answers. It ends with this JVM at the latest; one that still ends on the folder is waited for.
     *
     * <p>It runs as a daemon. In the foreground, a terminal's Ctrl-C would stop it before the services.
     *
     * @param folder its append-only file
     * @param port the port, 0 for the one that the folder had before, or any free one
     */
    public static EmbeddedRedis start(Path folder, int port) throws IOException, InterruptedException {
        return start(folder, port, List.of());
    }

    /** @param settings further settings of the server, such as {@code --cluster-enabled yes} */
    static EmbeddedRedis start(Path folder, int port, List<String> settings) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path pidFile = folder.resolve("redis.pid");
        Orphan.end(pidFile, REDIS.program());
        Files.deleteIfExists(pidFile);
        int boundPort = FreePort.ofFolder(folder, port);
        Path programs = Files.createDirectories(folder.resolveSibling("redis-program"));
        Path program = ExecutableProvider.newJarResourceProvider(programs.toFile())
                .get()
                .toPath();
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--port",
                Integer.toString(boundPort),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--appendonly",
                "yes",
                "--save",
                "",
                "--daemonize",
                "yes",
                "--pidfile",
                pidFile.toString(),
                "--logfile",
                folder.resolve("redis.log").toString()));
        command.addAll(settings);
        var watchdog = Watchdog.start(REDIS, folder, pidFile);
        try {
            Process launcher = launch(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
            launcher.waitFor();
            awaitPong(boundPort, folder);
            return new EmbeddedRedis(boundPort, pidFile, watchdog);
        } catch (IOException | InterruptedException | RuntimeException e) {
            watchdog.end();
            throw e;
        }
    }

    int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public Optional<ProcessHandle> process() {
        return Orphan.running(pidFile, REDIS.program());
    }

    /** Stops the server, if it still runs. The folder can be started again. */
    @Override
    public void close() {
        process().ifPresent(Orphan::end);
        watchdog.close();
    }

    /**
     * Starts a program that was written a moment ago. If another thread forks while the file is open for writing, its child holds the
     * file open until it executes its own program, and until then the file can't be executed ("Text file busy").
     */
    private static Process launch(ProcessBuilder program) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + BUSY_TIMEOUT.toNanos();
        while (true) {
            try {
                return program.start();
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("Text file busy") || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    private static void awaitPong(int port, Path folder) throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!answersPing(port)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Redis does not answer on port " + port + " within " + START_TIMEOUT
                        + "; see " + folder.resolve("redis.log"));
            }
            Thread.sleep(20);
        }
    }

    private static boolean answersPing(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }
}
