package io.nodecore.control.presence;

import io.nodecore.control.failures.Failure;
import io.nodecore.control.failures.FailureException;
import io.nodecore.control.nodes.NodeView;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks a node's agent for its status: {@code GET http://ip:port/runtime-status}. */
final class LiveStatus {

    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final int LARGEST_ANSWER = 1 << 20;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(DEADLINE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final JsonMapper json;

    LiveStatus(JsonMapper json) {
        this.json = json;
    }

    /** @throws FailureException when the node does not answer in time, or nothing that is a status */
    ObjectNode ask(long nodeId, NodeView.Address address) {
        CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(
                request(address),
                info -> HttpResponse.BodySubscribers.limiting(
                        HttpResponse.BodySubscribers.ofByteArray(), LARGEST_ANSWER));
        try {
            HttpResponse<byte[]> answer = asked.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw unreachable(nodeId, "it answered " + answer.statusCode());
            }
            if (json.readTree(answer.body()) instanceof ObjectNode status) {
                return status;
            }
            throw unreachable(nodeId, "it answered no JSON object");
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new FailureException(new Failure.NodeTimeout(nodeId));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HttpTimeoutException
                    ? new FailureException(new Failure.NodeTimeout(nodeId))
                    : unreachable(nodeId, String.valueOf(e.getCause()));
        } catch (JacksonException e) {
            throw unreachable(nodeId, "it answered no JSON");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(nodeId, "config-service is stopping");
        }
    }

    private static HttpRequest request(NodeView.Address address) {
        try {
            String host = address.ip().contains(":") ? "[" + address.ip() + "]" : address.ip();
            var uri = new URI("http", null, host, address.port(), "/runtime-status", null, null);
            return HttpRequest.newBuilder(uri).timeout(DEADLINE).GET().build();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a node's ip is checked when it is set, got " + address, e);
        }
    }

    private static FailureException unreachable(long nodeId, String cause) {
        return new FailureException(new Failure.NodeUnreachable(nodeId, cause));
    }
}
