package io.nodecore.simulator.core;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends an agent's reports over HTTP, the fallback of gRPC. */
public final class HttpTransport implements CoreTransport {

    private final HttpClient http;
    private final URI core;
    private final String authKey;
    private final Duration deadline;

    /** @param core base address of {@code /node/**} */
    public HttpTransport(HttpClient http, URI core, String authKey, Duration deadline) {
        this.http = http;
        this.core = core;
        this.authKey = authKey;
        this.deadline = deadline;
    }

    @Override
    public CoreAnswer send(Report report) throws CoreFailure {
        HttpRequest.Builder request = request(HttpWire.route(report))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(HttpWire.body(report)));
        if (!report.id().equals(Report.WITHOUT_ID)) {
            request.header("Idempotency-Key", report.id());
        }
        JsonNode answer = exchange(http, request.build());
        if (!answer.path("ok").asBoolean(false)) {
            throw new CoreFailure.Refused("the Core answered " + answer);
        }
        return answer.path("needSync").asBoolean(false) ? new CoreAnswer(true) : CoreAnswer.OK;
    }

    @Override
    public NodeConfig latestConfig() throws CoreFailure {
        JsonNode config = exchange(http, request("config/latest").GET().build());
        return new NodeConfig(
                config.path("revision").asLong(0),
                config.path("clientMap"),
                config.path("mtprotoClientMap"),
                config.path("services"));
    }

    private HttpRequest.Builder request(String route) {
        return HttpRequest.newBuilder(core.resolve("/node/" + route))
                .timeout(deadline)
                .header("x-node-auth-key", authKey);
    }

    static JsonNode exchange(HttpClient http, HttpRequest request) throws CoreFailure {
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CoreFailure.Unreachable(request.uri() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoreFailure.Unreachable(request.uri() + ": interrupted");
        }
        String message = request.uri() + " answered " + response.statusCode() + " " + response.body();
        return switch (response.statusCode()) {
            case 200, 201 -> json(response.body(), message);
            case 401 -> throw new CoreFailure.Unauthenticated(message);
            case 429 -> throw new CoreFailure.Overloaded(message);
            case 500, 502, 503, 504 -> throw new CoreFailure.Unreachable(message);
            default -> throw new CoreFailure.Refused(message);
        };
    }

    private static JsonNode json(String body, String message) throws CoreFailure {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw new CoreFailure.Refused(message);
        }
    }
}
