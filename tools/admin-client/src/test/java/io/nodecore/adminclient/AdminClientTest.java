package io.nodecore.adminclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AdminClientTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger busyAnswers = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add("%s %s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            body));
            int status = busyAnswers.getAndDecrement() > 0
                    ? 503
                    : exchange.getRequestURI().getPath().endsWith("/404") ? 404 : 200;
            byte[] answer = (status == 200
                            ? "{\"id\": 3}"
                            : """
                    {"detail": "there is no node 404", "reason": "unknown",
                     "violations": [{"field": "id", "message": "must exist"}]}""")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_request_has_the_token_and_an_encoded_query() {
        AdminClient.of(url(), "secret").usage(Map.of("from", "2026-11-23T10:00:00+01:00"));

        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("GET /admin/usage?from=2026-11-23T10%3A00%3A00%2B01%3A00 Bearer secret");
    }

    @Test
    void a_body_is_json_also_of_patch() {
        AdminClient.of(url(), "secret")
                .changeNode(3, JsonMapper.shared().createObjectNode().put("port", 1));

        assertThat(requests).containsExactly("PATCH /admin/nodes/3 Bearer secret {\"port\":1}");
    }

    @Test
    void the_node_edge_gets_no_token() {
        AdminClient.nodeEdge(url()).register(JsonMapper.shared().createObjectNode());

        assertThat(requests).containsExactly("POST /node/register null {}");
    }

    @Test
    void a_refusal_has_status_reason_and_every_violation() {
        assertThatThrownBy(() -> AdminClient.of(url(), "secret").node(404))
                .isInstanceOfSatisfying(AdminFailure.class, failure -> {
                    assertThat(failure.isUnknown()).isTrue();
                    assertThat(failure.status()).isEqualTo(404);
                    assertThat(failure.reason()).isEqualTo("unknown");
                })
                .hasMessage("there is no node 404\n  id: must exist");
    }

    @Test
    void a_busy_core_is_asked_again_only_by_the_client_that_repeats() {
        busyAnswers.set(2);
        assertThat(AdminClient.repeatingWhenBusy(url(), "secret")
                        .node(3)
                        .path("id")
                        .asLong())
                .isEqualTo(3);
        assertThat(requests).hasSize(3);

        busyAnswers.set(1);
        assertThatThrownBy(() -> AdminClient.of(url(), "secret").node(3))
                .isInstanceOfSatisfying(
                        AdminFailure.class, failure -> assertThat(failure.status()).isEqualTo(503));
    }

    @Test
    void no_answer_names_the_address() {
        stop();
        assertThatThrownBy(() -> AdminClient.of(url(), "secret").node(3))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no answer from " + url() + "/admin/nodes/3");
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
