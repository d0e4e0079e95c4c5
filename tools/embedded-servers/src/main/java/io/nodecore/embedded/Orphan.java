package io.nodecore.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server process that outlives the process that started it (kill -9), known by the pid file in its data folder. */
final class Orphan {

    private static final Logger log = LoggerFactory.getLogger(Orphan.class);
    private static final int TIMEOUT_SECONDS = 15;

    private Orphan() {}

    /**
     * Ends the process that the pid file names, if it runs the expected program, and waits for its end.
     *
     * @param program part of the process's command: a pid that another program has by now is not touched
     */
    static void end(Path pidFile, String program) {
        running(pidFile, program).ifPresent(process -> {
            log.info("ending {} (pid {}), which a killed run has left", program, process.pid());
            end(process);
        });
    }

    /** Stops a process and waits for its end. It is killed after the timeout. */
    static void end(ProcessHandle process) {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        process.destroy();
        try {
            exit.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            exit.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for the end of process " + process.pid(), e);
        }
    }

    static Optional<ProcessHandle> running(Path pidFile, String program) {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try {
            String pid =
                    Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
            return pid.chars().allMatch(Character::isDigit) && !pid.isEmpty()
                    ? ProcessHandle.of(Long.parseLong(pid))
                            .filter(process ->
                                    process.info().command().orElse("").contains(program))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + pidFile, e);
        }
    }
}
