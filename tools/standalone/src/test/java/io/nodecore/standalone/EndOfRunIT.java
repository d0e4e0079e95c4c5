package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded Postgres and Redis are processes of their own; they end with the run, however it ends. */
class EndOfRunIT {

    private static final Map<String, String> ANY_PORT = Map.of("HTTP_PORT", "0", "GRPC_PORT", "0", "ADMIN_PORT", "0");
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void a_stop_during_the_start_leaves_no_server() throws Exception {
        Path redisPid = folder.resolve(".nodecore/redis/redis.pid");
        try (var run = StandaloneProcess.launch(folder, ANY_PORT)) {
            run.awaitReady(TIMEOUT, () -> Files.exists(redisPid) && Files.size(redisPid) > 0);
            List<ProcessHandle> servers = servers();

            run.stop(TIMEOUT);

            assertThat(servers).as("servers after the stop").noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void a_kill_and_a_second_signal_during_a_stop_leave_no_server_and_the_folder_can_be_started_again()
            throws Exception {
        try (var killed = StandaloneProcess.start(folder, ANY_PORT)) {
            List<ProcessHandle> servers = servers();
            assertThat(servers).as("servers of a run").hasSize(2);

            killed.kill();

            awaitEnd(servers);
        }
        try (var stopped = StandaloneProcess.start(folder, ANY_PORT)) {
            List<ProcessHandle> servers = servers();
            assertThat(servers).as("servers of a run").hasSize(2);

            stopped.stopAtOnce(TIMEOUT);

            awaitEnd(servers);
            assertThat(stopped.output()).as("output of a stop at once").doesNotContain("Stopped.");
        }
    }

    /** A server may outlive its run by 5 s. */
    private static void awaitEnd(List<ProcessHandle> servers) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(servers).as("servers").noneMatch(ProcessHandle::isAlive));
    }

    /** The running servers of the folder. */
    private List<ProcessHandle> servers() {
        return Stream.of("postgres/postmaster.pid", "redis/redis.pid")
                .map(folder.resolve(".nodecore")::resolve)
                .filter(Files::exists)
                .flatMap(EndOfRunIT::process)
                .toList();
    }

    private static Stream<ProcessHandle> process(Path pidFile) {
        try {
            return Files.readAllLines(pidFile).stream()
                    .limit(1)
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
