package io.nodecore.gateway.kit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.nodecore.gateway.config.NodeConfig;
import io.nodecore.gateway.failure.Violation;
import io.nodecore.proto.ConfirmConfigAppliedRequest;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An agent that speaks HTTP. */
public final class HttpAgent implements Agent {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<Class<? extends Message>, String> PATHS = Map.of(
            HeartbeatRequest.class, "/node/heartbeat",
            ReportUsageRequest.class, "/node/usage",
            ReportOutboundUsageRequest.class, "/node/outbound-usage",
            ReportSessionEventsRequest.class, "/node/session-events",
            ConfirmConfigAppliedRequest.class, "/node/config/applied",
            ReportErrorRequest.class, "/node/error",
            ReportNodeStatsRequest.class, "/node/stats",
            ReportOnlineUsersRequest.class, "/node/online-users");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;

    public HttpAgent(RunningGateway gateway) {
        base = "http://127.0.0.1:" + gateway.httpPort();
    }

    @Override
    public Outcome send(Message report, @Nullable String authKey, @Nullable String reportId) {
        HttpRequest.Builder request = request(pathOf(report))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json(report)));
        if (authKey != null) {
            request.header("x-node-auth-key", authKey);
        }
        if (reportId != null) {
            request.header("Idempotency-Key", reportId);
        }
        HttpResponse<String> response = exchange(request);
        if (response.statusCode() == 200
                && !JSON.readTree(response.body()).path("ok").asBoolean(false)) {
            throw new AssertionError("an accepted report is answered with ok, got '" + response.body() + "'");
        }
        return outcome(response);
    }

    @Override
    public Outcome sendGarbage(Message inPlaceOf, byte[] garbage, String authKey) {
        return outcome(post(pathOf(inPlaceOf), garbage, authKey));
    }

    public HttpResponse<String> post(String path, byte[] body, String authKey) {
        return exchange(request(path)
                .header("content-type", "application/json")
                .header("x-node-auth-key", authKey)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<String> post(String path, String body, String authKey) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), authKey);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    }

    public HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static Outcome outcome(HttpResponse<String> response) {
        JsonNode body = JSON.readTree(response.body());
        if (response.statusCode() < 300) {
            return new Outcome.Ok(body.has("needSync") ? body.get("needSync").asBoolean() : null);
        }
        List<Violation> violations = body.path("violations")
                .valueStream()
                .map(v -> new Violation(
                        v.get("field").asString(), v.get("message").asString()))
                .toList();
        return new Outcome.Refusal(
                response.statusCode(),
                body.path("reason").asString(""),
                violations,
                response.headers().firstValue("Retry-After").map(Long::valueOf).orElse(null));
    }

    @Override
    public NodeConfig latestConfig(String authKey) {
        JsonNode config = JSON.readTree(exchange(request("/node/config/latest").header("x-node-auth-key", authKey))
                .body());
        return new NodeConfig(
                config.get("revision").asLong(),
                config.get("clientMap").toString(),
                config.get("mtprotoClientMap").toString(),
                config.get("services").toString());
    }

    @Override
    public Outcome latestConfigOutcome(@Nullable String authKey) {
        HttpRequest.Builder request = request("/node/config/latest");
        if (authKey != null) {
            request.header("x-node-auth-key", authKey);
        }
        return outcome(exchange(request));
    }

    @Override
    public int statusOf(int http, Status.Code grpc) {
        return http;
    }

    public static String pathOf(Message report) {
        return Objects.requireNonNull(PATHS.get(report.getClass()));
    }

    /** The JSON that an agent would send: 64-bit numbers as decimal strings, 0 as a number, details as an object. */
    public static String json(Message report) {
        try {
            String json = JsonFormat.printer()
                    .alwaysPrintFieldsWithNoPresence()
                    .omittingInsignificantWhitespace()
                    .print(report)
                    .replace(":\"0\"", ":0");
            if (report instanceof ReportErrorRequest error && error.hasDetailsJson()) {
                ObjectNode object = (ObjectNode) JSON.readTree(json);
                object.remove("detailsJson");
                String open = object.toString();
                return open.substring(0, open.length() - 1) + ",\"details\":" + error.getDetailsJson() + "}";
            }
            return json;
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
