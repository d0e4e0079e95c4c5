package io.nodecore.bench.webhooks;

import io.nodecore.webhooks.WebhookRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** webhook-relay as a process whose webhooks start at the oldest event. */
final class RelayProcess implements AutoCloseable {

    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

    private final Process process;
    private final Path output;

    /** @param run part of the names of the webhooks, because offsets are stored by name */
    RelayProcess(
            String bootstrapServers, Path folder, String run, int webhooks, int uncommitted, CountingReceiver receiver)
            throws IOException {
        output = folder.resolve("webhook-relay-" + run + ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                WebhookRelay.class.getName(),
                "--nodecore.kafka.bootstrap-servers=" + bootstrapServers,
                "--NODECORE_REPLICATION=1",
                "--nodecore.webhook-delivery.uncommitted=" + uncommitted,
                "--server.port=0"));
        for (int i = 0; i < webhooks; i++) {
            String name = run + "-" + i;
            String setting = "--nodecore.webhooks[" + i + "].";
            command.addAll(List.of(
                    setting + "name=" + name,
                    setting + "url=" + receiver.url(name),
                    setting + "secret=" + SECRET,
                    setting + "from=beginning"));
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("webhook-relay does not run:\n" + Files.readString(output));
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }
}
