package io.nodecore.bench.run;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.adminclient.AdminClient;
import io.nodecore.adminclient.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Core to measure: a running one, or a default run in a temporary folder, which ends with the measurement. */
public final class CoreRun implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(1);

    private final RunFile run;
    private final @Nullable Process process;
    private final @Nullable Path folder;

    private CoreRun(RunFile run, @Nullable Process process, @Nullable Path folder) {
        this.run = run;
        this.process = process;
        this.folder = folder;
    }

    /** @param runJson run.json of a running Core */
    public static CoreRun existing(Path runJson) throws IOException {
        return new CoreRun(RunFile.read(runJson), null, null);
    }

    /** @param jvmOptions options of the Core's JVM in addition to those of the default run */
    public static CoreRun fresh(List<String> jvmOptions) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("nodecore-bench");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx2g",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(jvmOptions);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "io.nodecore.standalone.Standalone", "up"));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().putAll(Map.of("HTTP_PORT", "0", "GRPC_PORT", "0", "ADMIN_PORT", "0"));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Path runJson = folder.resolve(".nodecore/run.json");
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.exists(runJson)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "the Core is not ready in time:\n" + Files.readString(folder.resolve("output.txt")));
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        return new CoreRun(RunFile.read(runJson), process, folder);
    }

    public RunFile addresses() {
        return run;
    }

    public AdminApi admin() {
        return AdminClient.of(run.adminUrl(), run.adminToken());
    }

    /** Registers a node with a code of its own; the answer has nodeId and authKey. */
    public JsonNode register(String name) {
        JsonNode code = admin().createCode(JsonMapper.shared().createObjectNode());
        return AdminClient.nodeEdge(run.httpUrl())
                .register(JsonMapper.shared()
                        .createObjectNode()
                        .put("code", code.required("code").stringValue())
                        .put("name", name)
                        .put("ip", "127.0.0.1")
                        .put("port", 1)
                        .put("region", "bench"));
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        if (folder != null) {
            TemporaryFolder.delete(folder);
        }
    }
}
