package io.nodecore.bench.presence;

import io.nodecore.embedded.FreePort;
import io.nodecore.presence.PresenceService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** presence-service as a process without a Redis: only the topology runs. */
final class PresenceProcess implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final int POLL_MS = 50;

    private final Process process;
    private final Path output;
    private final int port = FreePort.orAny(0);

    PresenceProcess(String bootstrapServers, Path folder, int heapMb) throws IOException {
        output = folder.resolve("presence-service.txt");
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMb + "m",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PresenceService.class.getName(),
                        "--nodecore.kafka.bootstrap-servers=" + bootstrapServers,
                        "--NODECORE_REPLICATION=1",
                        "--nodecore.redis.url=redis://127.0.0.1:1",
                        "--nodecore.presence.state-dir=" + stateDir(folder),
                        // The history is read first; no partition may count as silent before the live reports start.
                        "--nodecore.presence.idle-after=1h",
                        "--server.port=" + port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    static Path stateDir(Path folder) {
        return folder.resolve("streams");
    }

    /** Waits until the topology runs, after the restoration of its stores. */
    void awaitRunning() throws IOException, InterruptedException {
        awaitHealth("\"state\":\"RUNNING\"");
    }

    /** Waits until the process answers. */
    void awaitStarted() throws IOException, InterruptedException {
        awaitHealth("\"state\":");
    }

    private void awaitHealth(String part) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!health().contains(part)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("presence-service does not run:\n" + Files.readString(output));
            }
            process.waitFor(POLL_MS, TimeUnit.MILLISECONDS);
        }
    }

    private String health() throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }
}
