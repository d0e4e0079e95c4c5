package io.nodecore.standalone;

import io.nodecore.adminclient.RunFile;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The default run as users start it: a process with a working directory, which can be killed. */
final class StandaloneProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);

    private final ChildJvm process;
    private final RunFile run;

    private StandaloneProcess(ChildJvm process, RunFile run) {
        this.process = process;
        this.run = run;
    }

    /** Starts {@code up} in the folder and returns when it has written {@code run.json}. */
    static StandaloneProcess start(Path folder, Map<String, String> environment) throws Exception {
        Path runFile = folder.resolve(".nodecore/run.json");
        // A killed run does not remove its file.
        Files.deleteIfExists(runFile);
        ChildJvm process = launch(folder, environment).awaitReady(START_TIMEOUT, () -> Files.exists(runFile));
        return new StandaloneProcess(process, RunFile.read(runFile));
    }

    /** Starts {@code up} in the folder and does not wait for it. */
    static ChildJvm launch(Path folder, Map<String, String> environment) throws IOException {
        return ChildJvm.of(Standalone.class)
                .options("-Xmx1g", "--enable-native-access=ALL-UNNAMED")
                .arguments("up")
                .environment(environment)
                .in(folder)
                .printingTo(folder.resolve("output.txt"))
                .start();
    }

    static PostgresAddress postgres(RunFile run) {
        return new PostgresAddress(run.postgresUrl(), run.postgresUser(), run.postgresPassword());
    }

    RunFile run() {
        return run;
    }

    String output() throws IOException {
        return process.output();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** Sends SIGTERM, and sends it again as soon as the run stops. */
    void stopAtOnce(Duration timeout) throws Exception {
        process.terminate();
        process.awaitReady(timeout, () -> process.output().contains("Stopping:"));
        process.terminate();
        process.awaitEnd(timeout);
    }

    /** Stops the run with SIGTERM and returns the exit code. */
    int stop() throws IOException, InterruptedException {
        return process.stop(STOP_TIMEOUT);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try (process) {
            if (process.isAlive()) {
                stop();
            }
        }
    }
}
