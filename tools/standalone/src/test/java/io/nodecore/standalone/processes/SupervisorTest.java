package io.nodecore.standalone.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.nodecore.standalone.processes.Supervisor.State;
import io.nodecore.standalone.processes.Supervisor.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes of a program that does nothing. */
class SupervisorTest {

    private static final Duration AT_ONCE = Duration.ofMillis(10);
    private static final Duration FOR_EVER = Duration.ofDays(1);

    /** A process that writes a line when it receives SIGTERM. */
    private record Sleeper(String name, Path stopped) implements Part {

        @Override
        public ProcessHandle start() throws Exception {
            String script = "trap 'echo " + name + " >> " + stopped + "; exit 0' TERM; sleep 3600 & wait";
            return new ProcessBuilder("bash", "-c", script).start().toHandle();
        }

        @Override
        public void stop(ProcessHandle process) {
            // The child of the script last: without its child the script would end by itself, before the signal.
            List<ProcessHandle> children = process.descendants().toList();
            process.destroy();
            process.onExit().join();
            children.forEach(ProcessHandle::destroy);
        }
    }

    private final AtomicInteger changes = new AtomicInteger();
    private final Supervisor supervisor = new Supervisor(AT_ONCE, changes::incrementAndGet);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Test
    void a_part_that_ends_is_started_again() {
        start("a");
        Status first = running("a", 1);
        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();

        Status second = running("a", 2);
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(changes.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_killed_part_stays_down_for_the_given_time() {
        start("a");
        running("a", 1);
        supervisor.kill("a", FOR_EVER);

        await().until(() -> status("a").state() == State.DOWN);
        assertThat(status("a").pid()).isZero();
    }

    @Test
    void a_paused_part_does_nothing_until_it_is_resumed_and_can_be_killed() throws Exception {
        start("a");
        Status running = running("a", 1);
        supervisor.pause("a");
        assertThat(status("a").state()).isEqualTo(State.PAUSED);
        await().until(() -> stateInSystem(running.pid()).equals("T"));
        supervisor.resume("a");
        await().until(() -> stateInSystem(running.pid()).equals("S"));
        assertThat(status("a").state()).isEqualTo(State.RUNNING);

        supervisor.pause("a");
        supervisor.kill("a", AT_ONCE);
        assertThat(running("a", 2).pid()).isNotEqualTo(running.pid());
    }

    @Test
    void a_restart_is_a_clean_stop_and_a_new_start() throws Exception {
        start("a");
        running("a", 1);
        awaitTrap("a");
        supervisor.restart("a", AT_ONCE);

        running("a", 2);
        assertThat(stopped()).isEqualTo("a\n");
    }

    @Test
    void a_close_stops_all_parts_in_opposite_order_also_paused_ones() throws Exception {
        start("first");
        running("first", 1);
        start("second");
        Status second = running("second", 1);
        awaitTrap("first");
        awaitTrap("second");
        supervisor.pause("second");
        supervisor.close();

        assertThat(stopped()).isEqualTo("second\nfirst\n");
        assertThat(ProcessHandle.of(second.pid())).isEmpty();
    }

    @Test
    void an_unknown_name_is_refused_with_the_known_names() {
        start("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> supervisor.kill("b", AT_ONCE))
                .withMessage("no part is called b, there are [a]");
    }

    private void start(String name) {
        supervisor.start(new Sleeper(name, folder.resolve("stopped")));
    }

    private Status running(String name, int starts) {
        return await().until(
                        () -> status(name), status -> status.state() == State.RUNNING && status.starts() == starts);
    }

    private Status status(String name) {
        return supervisor.status().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the script has a child: it has set its trap before. */
    private void awaitTrap(String name) {
        long pid = status(name).pid();
        await().until(() ->
                ProcessHandle.of(pid).orElseThrow().children().findAny().isPresent());
    }

    private String stopped() throws Exception {
        return Files.readString(folder.resolve("stopped"));
    }

    private static String stateInSystem(long pid) throws Exception {
        return Files.readString(Path.of("/proc/" + pid + "/stat")).replaceAll(".*\\) (.).*\\n", "$1");
    }
}
