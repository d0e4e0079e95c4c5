package io.nodecore.bench.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API, and the registration of nodes. */
public final class Admin {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final CoreRun run;

    public Admin(CoreRun run) {
        this.run = run;
    }

    /** A registered node. */
    public record Registered(long id, String authKey) {}

    public Registered register(String name) throws IOException, InterruptedException {
        String code = call("POST", "registration-codes", "{}").required("code").stringValue();
        JsonNode answer =
                send("POST", "http://localhost:" + run.port("httpPort") + "/node/register", """
                {"code": "%s", "name": "%s", "ip": "127.0.0.1", "port": 1, "region": "bench"}
                """.formatted(code, name));
        return new Registered(
                answer.required("nodeId").longValue(),
                answer.required("authKey").stringValue());
    }

    /** @throws IllegalStateException if the answer is not a success */
    public JsonNode call(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        return send(method, "http://localhost:" + run.port("adminPort") + "/admin/" + path, body);
    }

    private JsonNode send(String method, String url, @Nullable String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + run.adminToken())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    method + " " + url + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }
}
