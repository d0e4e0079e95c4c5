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
 * A main class in a JVM of its own with the class path of this one, for tests that watch it from outside, stop it or kill it. It ends
 * with its test, at the latest with the JVM of the test. What it prints is kept, to say why where it does not come up.
 */
public final class ChildJvm implements AutoCloseable {

    private static final int LOOK_MS = 50;

    /** It ends before the second compiler pays for itself. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Set<Process> running = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> running.forEach(Process::destroyForcibly), "child-jvms-end"));
    }

    /**
     * What is started.
     *
     * @param options of the JVM
     * @param environment beside the one of this process
     * @param folder that it works in; null for the one of this process
     * @param output where what it prints is appended; null for a file that goes with the process
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

        /** Does not wait for anything. */
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
     * Returns when it is ready.
     *
     * @throws AssertionError with what it printed, where it is not in time or has ended; it is killed then
     */
    public ChildJvm awaitReady(Duration atMost, Callable<Boolean> isReady) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (!isReady.call()) {
                requireAlive();
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError(name + " is not ready within " + atMost + ":\n" + output());
                }
                process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS);
            }
            return this;
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    /** @throws AssertionError with what it printed, where it has ended by itself */
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

    /** All that it has printed, and those before it that printed to the same file. */
    public String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** The processes that it has started, and those that they have. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /**
     * Waits until it ends by itself.
     *
     * @return the exit code
     * @throws AssertionError with what it printed, where it does not
     */
    public int awaitEnd(Duration atMost) throws IOException, InterruptedException {
        if (!process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError(name + " does not end within " + atMost + ":\n" + output());
        }
        return process.exitValue();
    }

    /** What Ctrl-C does; returns the exit code. */
    public int stop(Duration atMost) throws IOException, InterruptedException {
        process.destroy();
        return awaitEnd(atMost);
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills it where it still runs. */
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
