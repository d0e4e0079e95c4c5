package io.nodecore.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration NO_PATIENCE = Duration.ofMillis(1);

    /** Says what it was given, then ends with 3 or waits. */
    static final class Talker {

        private Talker() {}

        public static void main(String... arguments) throws Exception {
            System.out.println("said " + arguments[0] + System.getenv("WORD") + System.getProperty("word"));
            if (arguments[1].equals("end")) {
                System.exit(3);
            }
            new CountDownLatch(1).await();
        }
    }

    @Test
    void what_it_was_given_arrives_and_its_exit_code_comes_back() throws Exception {
        try (var child = talker("end").start()) {
            assertThat(child.awaitEnd(TIMEOUT)).isEqualTo(3);
            assertThat(child.output()).contains("said abc");
        }
    }

    @Test
    void one_that_ends_before_it_is_ready_is_told_with_what_it_printed() throws Exception {
        try (var child = talker("end").start()) {
            assertThatThrownBy(() -> child.awaitReady(TIMEOUT, () -> false))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Talker has ended with 3")
                    .hasMessageContaining("said abc");
        }
    }

    @Test
    void one_that_is_not_ready_in_time_is_killed() throws Exception {
        try (var child = talker("wait").start()) {
            assertThatThrownBy(() -> child.awaitReady(NO_PATIENCE, () -> false))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Talker is not ready");
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void it_is_stopped_killed_and_ends_with_its_test_at_the_latest(@TempDir Path folder) throws Exception {
        ChildJvm.Command command = talker("wait").in(folder).printingTo(folder.resolve("printed.txt"));
        ChildJvm stopped = command.start();
        ChildJvm killed = command.start();
        ChildJvm forgotten = command.start();
        try (stopped;
                killed;
                forgotten) {
            assertThatThrownBy(() -> stopped.awaitEnd(NO_PATIENCE)).hasMessageContaining("does not end");
            // A signal before the JVM listens for it would end it in the same way; so it is waited for.
            forgotten.awaitReady(TIMEOUT, () -> forgotten.output().split("said", -1).length == 4);
            assertThat(stopped.stop(TIMEOUT)).as("as a shell tells SIGTERM").isEqualTo(143);
            killed.kill();
            assertThat(killed.isAlive()).isFalse();
            forgotten.requireAlive();
        }
        assertThat(forgotten.isAlive()).isFalse();
    }

    private static ChildJvm.Command talker(String then) {
        return ChildJvm.of(Talker.class)
                .options("-Xmx32m", "-Dword=c")
                .arguments("a", then)
                .environment(Map.of("WORD", "b"));
    }
}
