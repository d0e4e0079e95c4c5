package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.nodecore.gateway.kit.Agent;
import io.nodecore.gateway.kit.FakeConfigService;
import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.gateway.kit.Keys;
import io.nodecore.gateway.kit.Outcome;
import io.nodecore.gateway.kit.Outcome.Ok;
import io.nodecore.gateway.kit.Outcome.Refusal;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.gateway.limit.InFlightBudget;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The bounds of the gateway, small enough to reach them. */
class LimitsIT {

    @Test
    void guesses_are_slowed_down_but_known_nodes_of_the_same_address_pass() {
        try (RunningGateway gateway = RunningGateway.start(
                        "--nodecore.gateway.auth.failure-burst=4",
                        "--nodecore.gateway.auth.failures-per-second=0.01",
                        "--nodecore.gateway.auth.registration-burst=2",
                        "--nodecore.gateway.auth.registrations-per-second=0.01");
                Agent grpc = new GrpcAgent(gateway);
                HttpAgent http = new HttpAgent(gateway)) {
            long nodeId = gateway.newNode();
            gateway.configService().know(Keys.hash("proven"), nodeId);
            for (int i = 0; i < 10; i++) {
                assertThat(grpc.send(Samples.heartbeat(), "proven", null))
                        .as("a key that is found costs nothing")
                        .isInstanceOf(Ok.class);
            }
            for (Agent agent : List.of(grpc, http)) {
                refusal(
                        agent.send(Samples.usage(), null, null),
                        agent.statusOf(401, Code.UNAUTHENTICATED),
                        "unauthenticated");
                refusal(
                        agent.send(Samples.usage(), "guess", null),
                        agent.statusOf(401, Code.UNAUTHENTICATED),
                        "unauthenticated");
            }
            register(http, "guess");
            register(http, "another-guess");

            for (Agent agent : List.of(grpc, http)) {
                Refusal refusal = refusal(
                        agent.send(Samples.usage(), "guess", null),
                        agent.statusOf(429, Code.RESOURCE_EXHAUSTED),
                        "too-many-failures");
                assertThat(refusal.retryAfterSeconds()).isPositive();
                assertThat(agent.send(Samples.usage(), nodeId)).isInstanceOf(Ok.class);
            }
            refusal(register(http, FakeConfigService.GOOD_CODE), 429, "too-many-failures");
        }
    }

    @Test
    void a_node_that_just_registered_is_not_kept_out_by_others_who_fail_from_its_address() {
        try (RunningGateway gateway = RunningGateway.start(
                        "--nodecore.gateway.auth.failure-burst=2", "--nodecore.gateway.auth.failures-per-second=0.01");
                Agent grpc = new GrpcAgent(gateway);
                HttpAgent http = new HttpAgent(gateway)) {
            String authKey = JsonMapper.shared()
                    .readTree(http.exchange(registration(http, FakeConfigService.GOOD_CODE))
                            .body())
                    .get("authKey")
                    .stringValue();
            for (Agent agent : List.of(grpc, http)) {
                agent.send(Samples.usage(), "guess", null);
            }
            refusal(
                    grpc.send(Samples.usage(), "guess", null),
                    grpc.statusOf(429, Code.RESOURCE_EXHAUSTED),
                    "too-many-failures");

            assertThat(grpc.send(Samples.heartbeat(), authKey, null)).isInstanceOf(Ok.class);
        }
    }

    private static Outcome register(HttpAgent agent, String code) {
        return HttpAgent.outcome(agent.exchange(registration(agent, code)));
    }

    private static HttpRequest.Builder registration(HttpAgent agent, String code) {
        return agent.request("/node/register").POST(BodyPublishers.ofString("""
                        {"code":"%s","name":"n","ip":"203.0.113.7","port":443,"region":"eu"}""".formatted(code)));
    }

    @Test
    void one_node_may_send_only_so_many_requests() {
        try (RunningGateway gateway = RunningGateway.start(
                        "--nodecore.gateway.limits.node-burst=4",
                        "--nodecore.gateway.limits.node-requests-per-second=0.01");
                Agent grpc = new GrpcAgent(gateway);
                Agent http = new HttpAgent(gateway)) {
            long nodeId = gateway.newNode();
            for (Agent agent : List.of(grpc, http, grpc, http)) {
                assertThat(agent.send(Samples.heartbeat(), nodeId)).isInstanceOf(Ok.class);
            }
            for (Agent agent : List.of(grpc, http)) {
                Refusal refusal = refusal(
                        agent.send(Samples.heartbeat(), nodeId),
                        agent.statusOf(429, Code.RESOURCE_EXHAUSTED),
                        "too-many-requests");
                assertThat(refusal.retryAfterSeconds()).isPositive();
                assertThat(agent.send(Samples.heartbeat(), gateway.newNode())).isInstanceOf(Ok.class);
            }
        }
    }

    @Test
    void a_full_budget_is_overload_and_passes() {
        RunningGateway gateway = RunningGateway.shared();
        InFlightBudget budget = gateway.bean("inFlightBudget", InFlightBudget.class);
        try (Agent grpc = new GrpcAgent(gateway);
                Agent http = new HttpAgent(gateway)) {
            long nodeId = gateway.newNode();
            try (InFlightBudget.Lease others = budget.open()) {
                await().ignoreExceptions().until(() -> {
                    others.grow(budget.limitBytes() - budget.heldBytes());
                    return true;
                });
                for (Agent agent : List.of(grpc, http)) {
                    Refusal refusal = refusal(
                            agent.send(Samples.usage(), nodeId), agent.statusOf(503, Code.UNAVAILABLE), "overloaded");
                    assertThat(refusal.retryAfterSeconds()).isPositive();
                }
            }
            for (Agent agent : List.of(grpc, http)) {
                assertThat(agent.send(Samples.usage(), nodeId)).isInstanceOf(Ok.class);
            }
            await().untilAsserted(() -> assertThat(budget.heldBytes()).isZero());
        }
    }

    private static Refusal refusal(Outcome outcome, int status, String reason) {
        assertThat(outcome).isInstanceOf(Refusal.class);
        Refusal refusal = (Refusal) outcome;
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.reason()).isEqualTo(reason);
        return refusal;
    }
}
