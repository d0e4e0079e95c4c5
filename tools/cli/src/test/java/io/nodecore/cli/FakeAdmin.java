package io.nodecore.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An admin API with prepared answers. The last answer of a route repeats; a route without an answer is 404. */
final class FakeAdmin implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    FakeAdmin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param route such as {@code GET /admin/nodes} */
    synchronized FakeAdmin answer(String route, int status, String body) {
        answers.computeIfAbsent(route, _ -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    /** Method, path with query, and body of each request. */
    List<String> requests() {
        return requests;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
        Deque<Answer> prepared = answers.get(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        Answer answer;
        if (!"Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer = new Answer(401, "{\"detail\": \"the token is not valid\"}");
        } else if (prepared == null) {
            answer = new Answer(404, "{\"detail\": \"there is no such thing\", \"reason\": \"unknown\"}");
        } else {
            answer = prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst();
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
