package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while the embedded servers start: they are processes of their own and would outlive the run. */
class StopDuringStartIT {

    @Test
    void a_stop_in_the_middle_of_the_start_leaves_no_server_behind(@TempDir Path folder) throws Exception {
        Path redisPid = folder.resolve(".nodecore/redis/redis.pid");
        Map<String, String> anyPort = Map.of("HTTP_PORT", "0", "GRPC_PORT", "0", "ADMIN_PORT", "0");
        try (var run = StandaloneProcess.launch(folder, anyPort)) {
            run.awaitReady(Duration.ofMinutes(1), () -> Files.exists(redisPid) && Files.size(redisPid) > 0);
            ProcessHandle redis = ProcessHandle.of(
                            Long.parseLong(Files.readString(redisPid).strip()))
                    .orElseThrow();
            try {
                run.stop(Duration.ofMinutes(1));

                assertThat(redis.isAlive()).as("Redis still runs").isFalse();
            } finally {
                redis.destroy();
            }
        }
    }
}
