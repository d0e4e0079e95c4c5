package io.nodecore.enrichment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** IPinfo and ip-api as documented, with their limits; records all requests. */
public final class ProviderStub implements AutoCloseable {

    public static final String TOKEN = "stub-token";

    private static final int IP_API_REQUESTS = 15;
    private static final JsonMapper json = JsonMapper.shared();

    /** A fault that a request meets instead of an answer. */
    public enum Fault {
        SERVER_ERROR,
        TOO_MANY,
        TOO_MANY_FOR_A_DAY,
        SILENCE,
        REDIRECT,
        NO_JSON
    }

    private final HttpServer server;
    private final Duration window;
    private final Deque<Long> arrivals = new ArrayDeque<>();
    private final Map<String, Integer> lookedUp = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final LinkedBlockingQueue<Fault> faults = new LinkedBlockingQueue<>();
    private volatile @Nullable String answer;
    private volatile String isp = "Example ISP";
    private int requests;
    private int redirected;

    /** @param window in which ip-api counts its 15 requests */
    public ProviderStub(Duration window) throws IOException {
        this.window = window;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/batch", this::answer);
        server.createContext("/elsewhere", exchange -> {
            synchronized (this) {
                redirected++;
            }
            send(exchange, 200, "{}");
        });
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void next(Fault... faults) {
        this.faults.addAll(List.of(faults));
    }

    /** Sets the answer to all further requests; null for the documented one. */
    public void answer(@Nullable String answer) {
        this.answer = answer;
    }

    /** Sets the {@code isp} of all further answers of ip-api. */
    public void isp(String isp) {
        this.isp = isp;
    }

    /** The number of answers about each address. */
    public synchronized Map<String, Integer> lookedUp() {
        return Map.copyOf(lookedUp);
    }

    /** Requests beyond a limit of the provider or without a valid token. */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    public synchronized int requests() {
        return requests;
    }

    public synchronized int redirected() {
        return redirected;
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
        synchronized (this) {
            requests++;
        }
        Fault fault = faults.poll();
        if (fault != null) {
            fail(exchange, fault);
        } else if (answer != null) {
            send(exchange, 200, String.valueOf(answer));
        } else if (exchange.getRequestURI().getQuery() != null) {
            ipApi(exchange, body);
        } else {
            ipinfo(exchange, body);
        }
    }

    private void fail(HttpExchange exchange, Fault fault) throws IOException {
        switch (fault) {
            case SERVER_ERROR -> send(exchange, 500, "Internal Server Error");
            case TOO_MANY -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                send(exchange, 429, "{\"error\":{\"title\":\"Rate limit exceeded\"}}");
            }
            case TOO_MANY_FOR_A_DAY -> {
                exchange.getResponseHeaders().add("Retry-After", "86400");
                send(exchange, 429, "{\"error\":{\"title\":\"Quota used up\"}}");
            }
            case SILENCE -> {
                // No answer: the client must time out.
            }
            case REDIRECT -> {
                exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
                send(exchange, 302, "");
            }
            case NO_JSON -> send(exchange, 200, "<html>maintenance</html>");
        }
    }

    private void ipApi(HttpExchange exchange, JsonNode body) throws IOException {
        long now = System.nanoTime();
        int left;
        synchronized (this) {
            while (!arrivals.isEmpty() && now - arrivals.peekFirst() > window.toNanos()) {
                arrivals.removeFirst();
            }
            arrivals.addLast(now);
            left = IP_API_REQUESTS - arrivals.size();
        }
        exchange.getResponseHeaders().add("X-Rl", Integer.toString(Math.max(0, left)));
        exchange.getResponseHeaders().add("X-Ttl", "0");
        if (left < 0) {
            violate("request " + (IP_API_REQUESTS - left) + " within " + window);
            send(exchange, 429, "");
            return;
        }
        if (body.size() > 100) {
            violate(body.size() + " addresses in one request");
            send(exchange, 422, "");
            return;
        }
        ArrayNode answer = json.createArrayNode();
        for (JsonNode ip : body) {
            ObjectNode one = answer.addObject();
            one.put("query", ip.asString());
            if (ip.asString().endsWith(".77")) {
                one.put("status", "fail").put("message", "reserved range");
            } else {
                one.put("status", "success")
                        .put("country", "Netherlands")
                        .put("countryCode", "NL")
                        .put("city", "Amsterdam")
                        .put("isp", isp)
                        .put("as", "AS64500 Example Networks")
                        .put("mobile", false)
                        .put("proxy", true)
                        .put("hosting", false);
            }
        }
        count(body);
        send(exchange, 200, json.writeValueAsString(answer));
    }

    private void ipinfo(HttpExchange exchange, JsonNode body) throws IOException {
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            violate("a request without the token");
            send(exchange, 403, "{\"error\":\"Unknown token\"}");
            return;
        }
        if (body.size() > 1_000) {
            violate(body.size() + " addresses in one request");
            send(exchange, 400, "{\"error\":\"too many\"}");
            return;
        }
        boolean lite = exchange.getRequestURI().getPath().endsWith("/lite");
        ObjectNode answer = json.createObjectNode();
        for (JsonNode entry : body) {
            String ip = entry.asString().substring(entry.asString().lastIndexOf('/') + 1);
            ObjectNode one = answer.putObject(entry.asString());
            one.put("ip", ip);
            if (ip.endsWith(".77")) {
                one.put("bogon", true);
            } else if (lite) {
                one.put("asn", "AS64501")
                        .put("as_name", "Example AS")
                        .put("country_code", "DE")
                        .put("country", "Germany");
            } else {
                one.putObject("geo").put("city", "Berlin").put("country_code", "DE");
                one.putObject("as")
                        .put("asn", "AS64501")
                        .put("name", "Example AS")
                        .put("type", "isp");
                one.put("is_anonymous", false).put("is_hosting", true);
            }
        }
        count(body);
        send(exchange, 200, json.writeValueAsString(answer));
    }

    private synchronized void count(JsonNode body) {
        for (JsonNode entry : body) {
            lookedUp.merge(entry.asString().substring(entry.asString().lastIndexOf('/') + 1), 1, Integer::sum);
        }
    }

    private synchronized void violate(String what) {
        violations.add(what);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
