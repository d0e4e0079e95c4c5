package io.nodecore.queries.presence;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** An agent that answers its first call as the test says, on a bare socket: also what no HTTP server would send. */
final class MisbehavingAgent implements AutoCloseable {

    /** Writes an answer; a failure to write means that the asking side has hung up. */
    @FunctionalInterface
    interface Answer {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final CountDownLatch hungUp = new CountDownLatch(1);

    MisbehavingAgent(Answer answer) throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> serve(answer));
    }

    static MisbehavingAgent answering(String text) throws IOException {
        return new MisbehavingAgent(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MisbehavingAgent answering(String status, String body) throws IOException {
        return answering("HTTP/1.1 " + status + "\r\ncontent-length: " + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n" + body);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Opens when a write has failed. */
    CountDownLatch hungUp() {
        return hungUp;
    }

    private void serve(Answer answer) {
        try (Socket call = server.accept()) {
            call.getInputStream().read(new byte[8192]);
            answer.writeTo(call.getOutputStream());
        } catch (IOException e) {
            hungUp.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
