package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A soak of a few seconds, as its users start it: shows that every part runs as a process of its own, that faults reach them, that the
 * sums are taken, and that nothing stays behind. What a soak is for takes longer: {@code ./nodecore soak}.
 */
class SoakIT {

    @Test
    void a_short_one_ends_exact_and_leaves_nothing_behind(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output.txt");
        Process soak = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakRun.class.getName(),
                        "--seed",
                        // Its plan has one fault of each kind within these seconds.
                        "15",
                        "--duration",
                        "20s",
                        "--faults",
                        "kill,postgres,poison",
                        "--nodes",
                        "3",
                        "--users",
                        "9",
                        "--replicas",
                        "ingest-gateway=2"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = soak.waitFor(8, TimeUnit.MINUTES);
        List<ProcessHandle> left = soak.descendants().toList();
        soak.destroyForcibly();
        String text = Files.readString(output);
        assertThat(ended).as("it ends, it printed:%n%s", text).isTrue();
        assertThat(soak.exitValue()).as("exit code, it printed:%n%s", text).isZero();
        assertThat(text)
                .contains("verdict: exact, 0 missing and 0 extra")
                .contains("usage_minutes")
                .containsPattern("kill service +1")
                .containsPattern("kill postgres +1")
                .containsPattern("poison +1")
                .doesNotContain("does not balance");
        assertThat(left).as("processes that are left").isEmpty();
        assertThat(folder.resolve(".nodecore/soak")).isEmptyDirectory();
    }
}
