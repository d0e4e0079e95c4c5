package io.nodecore.presence.events;

import io.nodecore.presence.PresenceService;
import io.nodecore.testkit.ChildJvm;
import io.nodecore.testkit.SharedServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The service as a process of its own, which can be killed and started again with the same stores. */
final class PresenceProcess implements AutoCloseable {

    private final ChildJvm.Command command;
    private @Nullable ChildJvm process;

    /** @param settings more of them, each {@code --key=value} */
    PresenceProcess(String bootstrapServers, Path folder, List<String> settings) {
        command = ChildJvm.of(PresenceService.class)
                .options("-Xmx600m", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                .arguments(
                        "--nodecore.kafka.bootstrap-servers=" + bootstrapServers,
                        "--nodecore.redis.url=" + SharedServers.redis().url(),
                        "--nodecore.presence.state-dir=" + folder.resolve("streams"),
                        "--server.port=0")
                .arguments(settings)
                .printingTo(folder.resolve("presence-service.txt"));
    }

    void start() throws IOException {
        process = command.start();
    }

    /** @throws AssertionError with what it printed, when it has ended by itself */
    void requireAlive() throws IOException {
        Objects.requireNonNull(process).requireAlive();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.close();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
