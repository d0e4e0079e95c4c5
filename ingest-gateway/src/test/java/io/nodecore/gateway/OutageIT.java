package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.gateway.kit.Agent;
import io.nodecore.gateway.kit.Facts.Fact;
import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.gateway.kit.Keys;
import io.nodecore.gateway.kit.Outcome.Ok;
import io.nodecore.gateway.kit.Outcome.Refusal;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.control.GetConfigResponse;
import io.nodecore.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is accepted is in Kafka, whatever stops. */
class OutageIT {

    @Test
    void a_broker_that_is_away_is_an_outage_that_passes(@TempDir Path folder) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
        String bootstrapServers = kafka.bootstrapServers();
        try (RunningGateway gateway =
                        RunningGateway.on(bootstrapServers, "--nodecore.gateway.journal.acknowledge-timeout=1s");
                Agent grpc = new GrpcAgent(gateway);
                Agent http = new HttpAgent(gateway)) {
            long nodeId = gateway.newNode();
            assertThat(grpc.send(Samples.usage(), nodeId)).isInstanceOf(Ok.class);

            kafka.close();
            for (Agent agent : List.of(grpc, http)) {
                assertThat(agent.send(Samples.usage(), nodeId)).isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(agent.statusOf(503, Code.UNAVAILABLE));
                    assertThat(refusal.reason()).isEqualTo("journal-unavailable");
                    assertThat(refusal.retryAfterSeconds()).isPositive();
                });
            }

            kafka = EmbeddedKafka.start(
                    folder, Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1)));
            for (Agent agent : List.of(grpc, http)) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() ->
                                assertThat(agent.send(Samples.usage(), nodeId)).isInstanceOf(Ok.class));
            }
        } finally {
            kafka.close();
        }
    }

    @Test
    void a_gateway_that_stops_in_mid_traffic_loses_no_accepted_report() throws Exception {
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        AtomicBoolean done = new AtomicBoolean();
        long nodeId;
        try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
            try (RunningGateway gateway = RunningGateway.start()) {
                nodeId = gateway.newNode();
                for (int i = 0; i < 4; i++) {
                    String name = "agent" + i;
                    Agent agent = i % 2 == 0 ? new GrpcAgent(gateway) : new HttpAgent(gateway);
                    var unused = agents.submit(() -> reportUntil(done, agent, nodeId, name, accepted));
                }
                await().until(() -> accepted.size() > 200);
            }
            done.set(true);
        }

        Set<String> appended = RunningGateway.shared().facts().of(Topics.HEARTBEATS, nodeId).stream()
                .map(Fact::headers)
                .map(headers -> headers.reportId())
                .collect(Collectors.toSet());
        assertThat(appended).containsAll(accepted);
    }

    @Test
    void a_gateway_that_starts_while_config_service_is_away_serves_the_fleet_from_the_topics() throws Exception {
        RunningGateway before = RunningGateway.shared();
        long nodeId = before.newNode();
        before.controlTopics().revision(nodeId, 3);
        try (RunningGateway gateway = RunningGateway.startWithoutConfigService();
                GrpcAgent grpc = new GrpcAgent(gateway);
                HttpAgent http = new HttpAgent(gateway)) {
            for (Agent agent : List.of(grpc, http)) {
                for (Samples.Sample sample : Samples.all()) {
                    assertThat(agent.send(sample.report(), nodeId))
                            .as("%s", sample)
                            .isInstanceOf(Ok.class);
                }
                assertThat(agent.send(
                                HeartbeatRequest.newBuilder().setRevision(2).build(), nodeId))
                        .isEqualTo(new Ok(true));
                // Only config-service knows these.
                for (String authKey : List.of(Keys.of(nodeId), "not known here")) {
                    assertThat(agent.latestConfigOutcome(authKey)).isInstanceOfSatisfying(Refusal.class, refusal -> {
                        assertThat(refusal.status()).isEqualTo(agent.statusOf(503, Code.UNAVAILABLE));
                        assertThat(refusal.reason()).isEqualTo("control-unavailable");
                        assertThat(refusal.retryAfterSeconds()).isPositive();
                    });
                }
            }

            gateway.configService()
                    .config(
                            nodeId,
                            GetConfigResponse.newBuilder().setRevision(3).build());
            gateway.configService().away(false);
            await().untilAsserted(() ->
                    assertThat(http.latestConfigOutcome(Keys.of(nodeId))).isInstanceOf(Ok.class));
            gateway.configService().away(true);
            assertThat(grpc.latestConfig(Keys.of(nodeId)).revision())
                    .as("from the cache")
                    .isEqualTo(3);
        }
    }

    private static void reportUntil(AtomicBoolean done, Agent agent, long nodeId, String name, Set<String> accepted) {
        try (agent) {
            for (int i = 0; !done.get(); i++) {
                String reportId = name + "-" + i;
                if (agent.send(Samples.heartbeat(), Keys.of(nodeId), reportId) instanceof Ok) {
                    accepted.add(reportId);
                }
            }
        } catch (java.io.UncheckedIOException e) {
            // The gateway is gone; what it did not answer may be lost.
        }
    }
}
