package io.nodecore.simulator.operator;

import io.nodecore.simulator.agent.Backoff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The routes of the admin API that a fleet needs. */
final class AdminHttp {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int BUSY = 503;
    private static final int TRIES = 10;

    private final HttpClient http;
    private final URI admin;
    private final String token;

    AdminHttp(HttpClient http, URI admin, String token) {
        this.http = http;
        this.admin = admin;
        this.token = token;
    }

    String createRegistrationCode() {
        return call("POST", "registration-codes", object().put("maxUses", 1))
                .path("code")
                .asString();
    }

    void moveNode(long nodeId, String ip, int port) {
        call("PATCH", "nodes/" + nodeId, object().put("ip", ip).put("port", port));
    }

    /** Returns the ids of the node's protocols by inbound tag. */
    Map<String, Long> putServices(long nodeId, JsonNode services) {
        Map<String, Long> ids = new HashMap<>();
        for (JsonNode protocol :
                call("PUT", "nodes/" + nodeId + "/services", services).path("protocols")) {
            ids.put(protocol.path("tag").asString(), protocol.path("id").asLong());
        }
        return ids;
    }

    boolean hasUser(long userId) {
        HttpResponse<String> response = exchange("GET", "users/" + userId, "");
        return response.statusCode() == 200;
    }

    long createUser(String name) {
        return call("POST", "users", object().put("name", name)).path("id").asLong();
    }

    long createSubscription(long userId) {
        return call("POST", "subscriptions", object().put("userId", userId))
                .path("id")
                .asLong();
    }

    void createLink(long subscriptionId, long nodeProtocolId) {
        call("POST", "subscriptions/" + subscriptionId + "/links", object().put("nodeProtocolId", nodeProtocolId));
    }

    private JsonNode call(String method, String path, JsonNode body) {
        HttpResponse<String> response = exchange(method, path, body.toString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "%s %s answered %d %s".formatted(method, response.uri(), response.statusCode(), response.body()));
        }
        return JsonMapper.shared().readTree(response.body().isEmpty() ? "{}" : response.body());
    }

    /** Repeats a request that the control plane refuses because it is overloaded. */
    private HttpResponse<String> exchange(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(admin.resolve("/admin/" + path))
                .timeout(DEADLINE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            for (int tries = 1; response.statusCode() == BUSY && tries < TRIES; tries++) {
                Backoff.EXPONENTIAL.pause(tries);
                response = http.send(request, BodyHandlers.ofString());
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException("admin API " + request.uri() + " can't be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request.uri(), e);
        }
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }
}
