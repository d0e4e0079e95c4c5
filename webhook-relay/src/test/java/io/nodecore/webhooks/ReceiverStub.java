package io.nodecore.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A receiver that keeps every request, and answers as it is told. */
final class ReceiverStub implements AutoCloseable {

    /** One request as it arrived. */
    record Posted(
            Instant at,
            String path,
            String id,
            String timestamp,
            String signature,
            String contentType,
            byte[] body,
            int status) {}

    /**
     * @param beforeBody done between the head of the answer and its end
     */
    record Reply(int status, Map<String, String> headers, byte[] body, Runnable beforeBody) {

        static Reply of(int status) {
            return of(status, Map.of());
        }

        static Reply of(int status, Map<String, String> headers) {
            return new Reply(status, headers, new byte[0], () -> {});
        }
    }

    private final HttpServer server;
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private volatile Function<String, Reply> replies = id -> Reply.of(204);

    private ReceiverStub(HttpServer server) {
        this.server = server;
    }

    static ReceiverStub start() throws IOException {
        return start(0);
    }

    static ReceiverStub start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        var stub = new ReceiverStub(server);
        server.createContext("/", stub::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return stub;
    }

    /** Given the id of an event, what to answer from now on. */
    void answers(Function<String, Reply> replies) {
        this.replies = replies;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hooks";
    }

    List<Posted> posted() {
        return posted;
    }

    /** The ids of the requests that were answered 2xx, in their order; one that came again stands there again. */
    List<String> takenIds() {
        return posted.stream()
                .filter(request -> request.status() / 100 == 2)
                .map(Posted::id)
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String id = header(exchange, "webhook-id");
            Reply reply = replies.apply(id);
            posted.add(new Posted(
                    Instant.now(),
                    exchange.getRequestURI().getPath(),
                    id,
                    header(exchange, "webhook-timestamp"),
                    header(exchange, "webhook-signature"),
                    header(exchange, "content-type"),
                    body,
                    reply.status()));
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            // 0 stands for an answer of any length; -1 for one without a body.
            exchange.sendResponseHeaders(reply.status(), reply.status() == 204 ? -1 : 0);
            reply.beforeBody().run();
            if (reply.status() != 204) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
