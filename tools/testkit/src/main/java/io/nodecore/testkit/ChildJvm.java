package io.nodecore.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A main class in a JVM of its own, with the class path of this JVM, for tests that observe, stop or kill a process. It ends with its test,
 * at the latest with the JVM of the test. Its output is kept and becomes part of the failure text if it does not become ready.
 */
public final class ChildJvm implements AutoCloseable {

    private static final int POLL_MS = 50;

    /** The process is short-lived: the optimising compiler would cost more than it saves. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Set<Process> running = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> running.forEach(Process::destroyForcibly), "child-jvms-end"));
    }

    /**
     * The command line, environment and output of a process.
     *
     * @param options options of the JVM
     * @param environment variables added to those of this process
     * @param folder the working directory; null for that of this process
     * @param output the file to which the output is appended; null for a temporary file that is deleted on close
     */
    public record Command(
            Class<?> main,
            List<String> options,
            List<String> arguments,
            Map<String, String> environment,
            @Nullable Path folder,
            @Nullable Path output) {

        public Command options(String... more) {
            return new Command(main, joined(options, List.of(more)), arguments, environment, folder, output);
        }

        public Command arguments(List<String> more) {
            return new Command(main, options, joined(arguments, more), environment, folder, output);
        }

        public Command arguments(String... more) {
            return arguments(List.of(more));
        }

        public Command environment(Map<String, String> other) {
            return new Command(main, options, arguments, Map.copyOf(other), folder, output);
        }

        public Command in(Path other) {
            return new Command(main, options, arguments, environment, other, output);
        }

        public Command printingTo(Path other) {
            return new Command(main, options, arguments, environment, folder, other);
        }

        /** Starts the process and returns at once. */
        public ChildJvm start() throws IOException {
            Path printed = output == null ? Files.createTempFile("nodecore-child", ".txt") : output;
            List<String> words = new ArrayList<>();
            words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            words.addAll(SHORT_LIVED);
            words.addAll(options);
            words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
            words.addAll(arguments);
            var builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()));
            if (folder != null) {
                builder.directory(folder.toFile());
            }
            builder.environment().putAll(environment);
            return new ChildJvm(main.getSimpleName(), builder.start(), printed, output == null);
        }

        private static List<String> joined(List<String> some, List<String> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }
    }

    private final String name;
    private final Process process;
    private final Path output;
    private final boolean isOutputOurs;

    private ChildJvm(String name, Process process, Path output, boolean isOutputOurs) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.isOutputOurs = isOutputOurs;
        running.add(process);
    }

    public static Command of(Class<?> main) {
        return new Command(main, List.of(), List.of(), Map.of(), null, null);
    }

    /**
     * Waits until the process is ready.
     *
     * @throws AssertionError with the output, if the process is not ready in time or has ended; it is killed then
     */
    public ChildJvm awaitReady(Duration atMost, Callable<Boolean> isReady) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (!isReady.call()) {
                requireAlive();
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError(name + " is not ready within " + atMost + ":\n" + output());
                }
                process.waitFor(POLL_MS, TimeUnit.MILLISECONDS);
            }
            return this;
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    /** @throws AssertionError with the output, if the process has ended */
    public void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(name + " has ended with " + process.exitValue() + ":\n" + output());
        }
    }

    /** The id of the process, for signals. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The content of the output file: the output of this process and of earlier ones with the same file. */
    public String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** The child processes, and their children. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /**
     * Waits until the process ends by itself.
     *
     * @return the exit code
     * @throws AssertionError with the output, if the process does not end in time
     */
    public int awaitEnd(Duration atMost) throws IOException, InterruptedException {
        if (!process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError(name + " does not end within " + atMost + ":\n" + output());
        }
        return process.exitValue();
    }

    /** Sends SIGTERM and returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** Sends SIGTERM, waits for the end of the process and returns the exit code. */
    public int stop(Duration atMost) throws IOException, InterruptedException {
        process.destroy();
        return awaitEnd(atMost);
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills the process if it still runs. */
    @Override
    public void close() throws InterruptedException {
        kill();
        running.remove(process);
        if (isOutputOurs) {
            try {
                Files.deleteIfExists(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
