package io.nodecore.bench.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Accepts and counts events: {@code webhook-id} is the id of the event, the path is the webhook. */
final class CountingReceiver implements AutoCloseable {

    private static final int NO_CONTENT = 204;
    private static final int NO_BODY = -1;
    private static final int BACKLOG = 1_000;

    private final HttpServer server;
    private final int answerMs;
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong firstNanos = new AtomicLong();
    private volatile long latestNanos;

    CountingReceiver(int answerMs) throws IOException {
        this.answerMs = answerMs;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String url(String webhook) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + webhook;
    }

    /** Number of distinct events by webhook. */
    long taken() {
        return taken.size();
    }

    long requests() {
        return requests.get();
    }

    /** The time from the first request to the latest one. */
    double seconds() {
        return (latestNanos - firstNanos.get()) / 1e9;
    }

    private void take(HttpExchange exchange) throws IOException {
        firstNanos.compareAndSet(0, System.nanoTime());
        exchange.getRequestBody().readAllBytes();
        requests.incrementAndGet();
        taken.add(exchange.getRequestURI().getPath() + " "
                + exchange.getRequestHeaders().getFirst("webhook-id"));
        if (answerMs > 0) {
            try {
                Thread.sleep(answerMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.sendResponseHeaders(NO_CONTENT, NO_BODY);
        exchange.close();
        latestNanos = System.nanoTime();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
