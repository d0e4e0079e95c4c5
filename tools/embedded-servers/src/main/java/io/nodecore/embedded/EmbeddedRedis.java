package io.nodecore.embedded;

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

    private static final Duration BUSY_PATIENCE = Duration.ofSeconds(5);
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);

    private final int port;
    private final Path pidFile;

    private EmbeddedRedis(int port, Path pidFile) {
        this.port = port;
        this.pidFile = pidFile;
    }

    /**
     * Starts the server and returns when it answers. A server that a killed run left on the folder is ended first.
     *
     * <p>It runs as a daemon: in the foreground it would get a terminal's Ctrl-C too and be gone before the services are.
     *
     * @param folder its append-only file
     * @param port the port, 0 for the one that the folder had before, or any free one
     */
    public static EmbeddedRedis start(Path folder, int port) throws IOException, InterruptedException {
        return start(folder, port, List.of());
    }

    /** @param settings more of the server's, such as {@code --cluster-enabled yes} */
    static EmbeddedRedis start(Path folder, int port, List<String> settings) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path pidFile = folder.resolve("redis.pid");
        Orphan.end(pidFile, "redis-server");
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
        Process launcher = launch(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD));
        launcher.waitFor();
        awaitPong(boundPort, folder);
        return new EmbeddedRedis(boundPort, pidFile);
    }

    int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public Optional<ProcessHandle> process() {
        return Orphan.running(pidFile, "redis-server");
    }

    @Override
    public void close() {
        process().ifPresent(Orphan::end);
    }

    /**
     * The program was written a moment ago. Where another thread of this process forks meanwhile, its child holds the file open for
     * writing until it executes its own program, and for so long the file can't be executed ("Text file busy").
     */
    private static Process launch(ProcessBuilder program) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + BUSY_PATIENCE.toNanos();
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
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!answersPing(port)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Redis does not answer on port " + port + " within " + START_PATIENCE
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
