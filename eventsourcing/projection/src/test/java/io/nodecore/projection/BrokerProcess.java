package io.nodecore.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.embedded.FreePort;
import io.nodecore.testkit.ChildJvm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

/** A Kafka broker in a JVM of its own, which can be frozen: its sockets stay open, and nothing answers. */
final class BrokerProcess implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ChildJvm process;
    private final int port;

    BrokerProcess(Path folder) throws Exception {
        port = FreePort.orAny(0);
        process = ChildJvm.of(BrokerProcess.class)
                .options("-Xmx256m")
                .arguments(folder.toString(), Integer.toString(port))
                .start()
                .awaitReady(TIMEOUT, this::isListening);
    }

    /** @param args folder and port */
    public static void main(String... args) throws Exception {
        EmbeddedKafka.start(Path.of(args[0]), Integer.parseInt(args[1]));
        Thread.currentThread().join();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    void freeze() throws Exception {
        signal("-STOP");
    }

    void thaw() throws Exception {
        signal("-CONT");
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }

    private boolean isListening() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void signal(String signal) throws Exception {
        int result = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(result).as("kill %s", signal).isZero();
    }
}
