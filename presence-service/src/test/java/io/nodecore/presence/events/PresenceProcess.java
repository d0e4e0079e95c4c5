package io.nodecore.presence.events;

import io.nodecore.embedded.SharedServers;
import io.nodecore.presence.PresenceService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service as a process of its own, which can be killed and started again with the same stores. */
final class PresenceProcess implements AutoCloseable {

    private final List<String> command;
    private final Path output;
    private @Nullable Process process;

    /** @param settings more of them, each {@code --key=value} */
    PresenceProcess(String bootstrapServers, Path folder, List<String> settings) {
        output = folder.resolve("presence-service.txt");
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx600m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                PresenceService.class.getName(),
                "--nodecore.kafka.bootstrap-servers=" + bootstrapServers,
                "--nodecore.redis.url=" + SharedServers.redis().url(),
                "--nodecore.presence.state-dir=" + folder.resolve("streams"),
                "--server.port=0"));
        command.addAll(settings);
    }

    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    /** @throws AssertionError with what it printed, when it has ended by itself */
    void requireAlive() throws IOException {
        if (process == null || !process.isAlive()) {
            throw new AssertionError("presence-service has ended:\n" + Files.readString(output));
        }
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
