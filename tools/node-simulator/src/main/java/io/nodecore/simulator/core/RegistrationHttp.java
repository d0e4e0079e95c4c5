package io.nodecore.simulator.core;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Redeems a registration code for a node id and a key. */
public final class RegistrationHttp {

    private final HttpClient http;
    private final URI core;
    private final Duration deadline;

    public RegistrationHttp(HttpClient http, URI core, Duration deadline) {
        this.http = http;
        this.core = core;
        this.deadline = deadline;
    }

    /** Can be repeated with the same code, name, ip and port until it is answered: the Core returns the same node id. */
    public Registered register(String code, String name, String ip, int port, String region) throws CoreFailure {
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("code", code)
                .put("name", name)
                .put("ip", ip)
                .put("port", port)
                .put("region", region)
                .toString();
        JsonNode answer = HttpTransport.exchange(
                http,
                HttpRequest.newBuilder(core.resolve("/node/register"))
                        .timeout(deadline)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
        return new Registered(
                answer.path("nodeId").asLong(), answer.path("authKey").asString());
    }

    /** @param authKey returned by the registration only */
    public record Registered(long nodeId, String authKey) {}
}
