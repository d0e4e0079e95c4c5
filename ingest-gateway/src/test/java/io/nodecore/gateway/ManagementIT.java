package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see on the management port. */
class ManagementIT {

    private final RunningGateway gateway = RunningGateway.shared();

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void a_running_gateway_is_up(String probe) throws Exception {
        assertThat(get("/actuator/health/" + probe).body()).contains("\"status\":\"UP\"");
    }

    @Test
    void counters_and_bounds_are_scraped() throws Exception {
        try (GrpcAgent agent = new GrpcAgent(gateway)) {
            agent.send(Samples.usage(), gateway.newNode());
            agent.send(Samples.usage(), "wrong", null);
        }

        await().untilAsserted(() -> assertThat(get("/actuator/prometheus").body())
                .contains(
                        "nodecore_reports_received_total{report=\"usage\",transport=\"grpc\"}",
                        "nodecore_reports_accepted_total{report=\"usage\",transport=\"grpc\"}",
                        "nodecore_reports_rejected_total{reason=\"unauthenticated\",report=\"usage\",transport=\"grpc\"}",
                        "nodecore_reports_acknowledged_seconds_count",
                        "nodecore_gateway_in_flight_bytes",
                        "nodecore_gateway_in_flight_limit_bytes",
                        "nodecore_gateway_unauthenticated_bytes",
                        "nodecore_gateway_unauthenticated_limit_bytes",
                        "nodecore_gateway_answers_bytes",
                        "nodecore_gateway_answers_limit_bytes",
                        "nodecore_gateway_connections",
                        "nodecore_gateway_connections_closed_total",
                        "nodecore_addresses_unreadable_total",
                        "nodecore_gateway_config_watches",
                        "nodecore_gateway_config_cache_bytes",
                        "nodecore_gateway_known_keys",
                        "nodecore_gateway_failing_addresses",
                        "kafka_producer_buffer_available_bytes"));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + path))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
