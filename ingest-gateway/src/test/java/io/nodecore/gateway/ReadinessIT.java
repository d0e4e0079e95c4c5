package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.gateway.kit.FreezingLink;
import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.RunningGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readiness and gRPC health say whether the gateway can do its work. */
class ReadinessIT {

    private static final Duration RED_WITHIN = Duration.ofSeconds(60);
    private static final Duration GREEN_WITHIN = Duration.ofSeconds(30);

    @Test
    void a_frozen_kafka_turns_the_gateway_red_and_its_return_green(@TempDir Path folder) throws Exception {
        int kafkaPort = freePort();
        try (FreezingLink link = new FreezingLink(kafkaPort);
                EmbeddedKafka _ = EmbeddedKafka.start(
                        folder, kafkaPort, Map.of("advertised.listeners", "CLIENT://127.0.0.1:" + link.port()));
                RunningGateway gateway = RunningGateway.on("127.0.0.1:" + link.port());
                GrpcAgent agent = new GrpcAgent(gateway)) {
            await().atMost(GREEN_WITHIN)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertHealth(gateway, agent, 200, ServingStatus.SERVING));

            link.freeze();
            await().atMost(RED_WITHIN)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertHealth(gateway, agent, 503, ServingStatus.NOT_SERVING));
            assertThat(status(gateway, "liveness")).isEqualTo(200);

            link.thaw();
            await().atMost(GREEN_WITHIN)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertHealth(gateway, agent, 200, ServingStatus.SERVING));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void assertHealth(RunningGateway gateway, GrpcAgent agent, int readiness, ServingStatus grpc)
            throws Exception {
        assertThat(status(gateway, "readiness")).isEqualTo(readiness);
        for (String service : new String[] {"", "nodeservice.NodeService"}) {
            assertThat(HealthGrpc.newBlockingStub(agent.channel())
                            .check(HealthCheckRequest.newBuilder()
                                    .setService(service)
                                    .build())
                            .getStatus())
                    .isEqualTo(grpc);
        }
    }

    private static int status(RunningGateway gateway, String probe) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort()
                                            + "/actuator/health/" + probe))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
