package io.nodecore.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The default run as its users start it: a process of its own in a working directory, which can be killed. */
final class StandaloneProcess implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final Path output;
    private final RunFile.Content run;

    private StandaloneProcess(Process process, Path output, RunFile.Content run) {
        this.process = process;
        this.output = output;
        this.run = run;
    }

    /** Starts {@code up} in the folder and returns when it has written {@code run.json}. */
    static StandaloneProcess start(Path folder, Map<String, String> environment) throws Exception {
        Path output = folder.resolve("output.txt");
        Path runFile = folder.resolve(".nodecore/run.json");
        // A killed run leaves its file behind.
        Files.deleteIfExists(runFile);
        Process process = launch(folder, environment, output);
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!Files.exists(runFile)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                process.destroyForcibly();
                throw new AssertionError("the run does not get ready:\n" + read(output));
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        RunFile.Content run =
                JsonMapper.builder().build().readValue(Files.readAllBytes(runFile), RunFile.Content.class);
        return new StandaloneProcess(process, output, run);
    }

    /** Starts {@code up} in the folder and does not wait for it. */
    static Process launch(Path folder, Map<String, String> environment, Path output) throws IOException {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Standalone.class.getName(),
                        "up"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    RunFile.Content run() {
        return run;
    }

    String output() throws IOException {
        return read(output);
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What Ctrl-C does; returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the run does not stop within " + STOP_PATIENCE);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            stop();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
