package io.nodecore.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A soak of a few seconds, as its users start it: shows that every part runs as a process of its own, that faults reach them, that the
 * sums are taken, and that nothing stays behind. What a soak is for takes longer: {@code ./nodecore soak}.
 */
class SoakIT {

    @Test
    void a_short_one_ends_exact_and_leaves_nothing_behind(@TempDir Path folder) throws Exception {
        try (var soak = ChildJvm.of(SoakRun.class)
                .options("-Xmx512m")
                // Its plan has one fault of each kind within these seconds.
                .arguments("--seed", "15", "--duration", "20s", "--faults", "kill,postgres,poison")
                .arguments("--nodes", "3", "--users", "9", "--replicas", "ingest-gateway=2")
                .in(folder)
                .start()) {
            int exitCode = soak.awaitEnd(Duration.ofMinutes(8));
            String text = soak.output();
            assertThat(exitCode).as("exit code, it printed:%n%s", text).isZero();
            assertThat(text)
                    .contains("verdict: exact, 0 missing and 0 extra")
                    .contains("usage_minutes")
                    .containsPattern("kill service +1")
                    .containsPattern("kill postgres +1")
                    .containsPattern("poison +1")
                    .doesNotContain("does not balance");
            assertThat(soak.descendants()).as("processes that are left").isEmpty();
        }
        assertThat(folder.resolve(".nodecore/soak")).isEmptyDirectory();
    }
}
