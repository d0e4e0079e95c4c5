package io.nodecore.queries.presence;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.node.NodeView;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a node's agent for its status: {@code GET http://ip:port/runtime-status}.
 *
 * <p>The request goes only to the registered address, a literal one: no name is resolved, no proxy is used and no redirect is followed. The
 * whole answer is limited to 3 s and 1 MiB; a larger or slower one is aborted. A few nodes are asked at a time.
 */
final class LiveStatus {

    static final int AT_A_TIME = 16;
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final int LARGEST_ANSWER = 1 << 20;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(DEADLINE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final JsonMapper json;
    private final RuntimeStatusSettings settings;

    LiveStatus(JsonMapper json, RuntimeStatusSettings settings) {
        this.json = json;
        this.settings = settings;
    }

    /** @throws FailureException if the node may not be asked, does not answer in time, or its answer is not a status */
    ObjectNode ask(long nodeId, NodeView.Address address) {
        HttpRequest request = request(nodeId, address);
        if (!free.tryAcquire()) {
            throw new FailureException(new Failure.Unavailable("live-status"));
        }
        try {
            return ask(nodeId, request);
        } finally {
            free.release();
        }
    }

    private ObjectNode ask(long nodeId, HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(
                request,
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
            // Closes the connection too: a node that sends its answer slowly does not keep it open.
            asked.cancel(true);
            throw new FailureException(new Failure.NodeTimeout(nodeId));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HttpTimeoutException
                    ? new FailureException(new Failure.NodeTimeout(nodeId))
                    : unreachable(nodeId, String.valueOf(e.getCause()));
        } catch (JacksonException e) {
            throw unreachable(nodeId, "it answered no JSON");
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable(nodeId, "config-service is stopping");
        }
    }

    /** The request goes to the address that was checked, not to the text from which it was parsed. */
    private HttpRequest request(long nodeId, NodeView.Address registered) {
        try {
            InetAddress address = InetAddress.ofLiteral(registered.ip());
            if (!settings.allowLocalAddresses() && LocalAddressRules.isLocal(address)) {
                throw new FailureException(new Failure.NodeAddressRefused(nodeId, registered.ip()));
            }
            var uri = new URI("http", null, host(address), registered.port(), "/runtime-status", null, null);
            return HttpRequest.newBuilder(uri).timeout(DEADLINE).GET().build();
        } catch (IllegalArgumentException | URISyntaxException e) {
            throw new IllegalStateException("a node's ip is checked when it is set, got " + registered, e);
        }
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private static FailureException unreachable(long nodeId, String cause) {
        return new FailureException(new Failure.NodeUnreachable(nodeId, cause));
    }
}
