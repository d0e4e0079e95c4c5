package io.nodecore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link StoppableOwner} in a JVM of its own, and the signals that stop it and let it go on. */
final class OwnerProcess implements AutoCloseable {

    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    OwnerProcess(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoppableOwner.class.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread.ofVirtual().start(this::listen);
    }

    /** Waits for what it says next. */
    String hear() throws InterruptedException {
        String what = said.poll(60, TimeUnit.SECONDS);
        assertThat(what)
                .as("what the process %d says within 60 s", process.pid())
                .isNotNull();
        return String.valueOf(what);
    }

    void tell(String what) throws IOException {
        process.getOutputStream().write((what + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** SIGSTOP: from here on not one of its threads runs, its heartbeats neither. */
    void stop() throws Exception {
        signal("-STOP");
        // A busy thread may run on for a moment.
        await("the process is stopped").until(() -> state().startsWith("T"));
    }

    /** SIGCONT: it wakes up where it was. */
    void wakeUp() throws Exception {
        signal("-CONT");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void signal(String signal) throws Exception {
        int result = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(result).as("kill %s", signal).isZero();
    }

    private String state() throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(process.pid())).start();
        try (BufferedReader output = ps.inputReader(StandardCharsets.UTF_8)) {
            return String.valueOf(output.readLine());
        }
    }

    private void listen() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines()
                    .filter(line -> line.startsWith(StoppableOwner.SAYS))
                    .map(line -> line.substring(StoppableOwner.SAYS.length()))
                    .forEach(said::add);
        } catch (IOException | UncheckedIOException e) {
            said.add("its output ended: " + e);
        }
    }
}
