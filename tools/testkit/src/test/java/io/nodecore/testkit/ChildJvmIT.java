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
    private static final Duration TOO_SHORT = Duration.ofMillis(1);

    /** Prints its arguments, environment and property; then exits with 3 or waits. */
    static final class EchoMain {

        private EchoMain() {}

        public static void main(String... arguments) throws Exception {
            System.out.println("said " + arguments[0] + System.getenv("WORD") + System.getProperty("word"));
            if (arguments[1].equals("end")) {
                System.exit(3);
            }
            new CountDownLatch(1).await();
        }
    }

    @Test
    void options_arguments_and_environment_reach_the_process_and_its_exit_code_is_returned() throws Exception {
        try (var child = echo("end").start()) {
            assertThat(child.awaitEnd(TIMEOUT)).isEqualTo(3);
            assertThat(child.output()).contains("said abc");
        }
    }

    @Test
    void a_process_that_ends_before_it_is_ready_fails_the_test_with_its_output() throws Exception {
        try (var child = echo("end").start()) {
            assertThatThrownBy(() -> child.awaitReady(TIMEOUT, () -> false))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("EchoMain has ended with 3")
                    .hasMessageContaining("said abc");
        }
    }

    @Test
    void a_process_that_is_not_ready_in_time_is_killed() throws Exception {
        try (var child = echo("wait").start()) {
            assertThatThrownBy(() -> child.awaitReady(TOO_SHORT, () -> false))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("EchoMain is not ready");
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void a_process_can_be_stopped_and_killed_and_ends_on_close(@TempDir Path folder) throws Exception {
        ChildJvm.Command command = echo("wait").in(folder).printingTo(folder.resolve("printed.txt"));
        ChildJvm stopped = command.start();
        ChildJvm killed = command.start();
        ChildJvm closed = command.start();
        try (stopped;
                killed;
                closed) {
            assertThatThrownBy(() -> stopped.awaitEnd(TOO_SHORT)).hasMessageContaining("does not end");
            // Waits until all three run, so that the signals reach running JVMs.
            closed.awaitReady(TIMEOUT, () -> closed.output().split("said", -1).length == 4);
            assertThat(stopped.stop(TIMEOUT)).as("128 + SIGTERM").isEqualTo(143);
            killed.kill();
            assertThat(killed.isAlive()).isFalse();
            closed.requireAlive();
        }
        assertThat(closed.isAlive()).isFalse();
    }

    private static ChildJvm.Command echo(String then) {
        return ChildJvm.of(EchoMain.class)
                .options("-Xmx32m", "-Dword=c")
                .arguments("a", then)
                .environment(Map.of("WORD", "b"));
    }
}
