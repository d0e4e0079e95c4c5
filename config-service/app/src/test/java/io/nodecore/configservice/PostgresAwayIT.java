package io.nodecore.configservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.proto.control.RegisterNodeResponse;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.HeartbeatReceived;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Postgres goes away and comes back. */
class PostgresAwayIT {

    private final RunningControl control = RunningControl.get();

    @Test
    void everybody_is_told_to_try_again_and_afterwards_everything_goes_on() {
        RegisterNodeResponse node = control.newNode();
        String path = "/admin/nodes/" + node.getNodeId();
        String named = control.expect(
                        201,
                        "POST",
                        "/admin/tokens",
                        "{\"name\": \"%s\", \"scope\": \"read\"}".formatted(control.newName("token")))
                .get("token")
                .stringValue();
        String database = control.jdbc()
                .sql("select current_database()")
                .query((row, n) -> row.getString(1))
                .single();
        JdbcClient operator = operator();

        operator.sql("alter database " + database + " allow_connections false").update();
        try {
            operator.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")
                    .param(database)
                    .query((row, n) -> row.getBoolean(1))
                    .list();
            Answer answer = control.get(path);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body().get("reason").stringValue()).isEqualTo("control-unavailable");
            assertThat(answer.headers()).containsKey("retry-after");
            Answer withNamedToken = control.send("GET", "/admin/session", null, "Authorization", "Bearer " + named);
            assertThat(withNamedToken.status()).isEqualTo(503);
            assertThat(withNamedToken.body().get("reason").stringValue()).isEqualTo("control-unavailable");
            assertThat(withNamedToken.headers()).containsKey("retry-after");
            assertThat(control.get("/admin/session").status())
                    .as("the first token is not in Postgres")
                    .isEqualTo(200);
            assertThat(control.admin("POST", "/admin/users", "{\"name\": \"x\"}")
                            .status())
                    .isEqualTo(503);
            assertThatThrownBy(() -> control.grpc()
                            .getConfig(GetConfigRequest.newBuilder()
                                    .setNodeId(node.getNodeId())
                                    .build()))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        } finally {
            operator.sql("alter database " + database + " allow_connections true")
                    .update();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> control.get(path).status() == 200);
        control.report(
                Topics.HEARTBEATS,
                node.getNodeId(),
                Instant.now(),
                "h1",
                HeartbeatReceived.getDefaultInstance().toByteArray());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(control.get(path).body().get("lastSeenAt").isNull()).isFalse();
            assertThat(control.records(Topics.NODE_EVENTS, Long.toString(node.getNodeId())))
                    .as("registered, then online")
                    .hasSizeGreaterThanOrEqualTo(2);
        });
    }

    /** Somebody who works on the same server by another database. */
    private static JdbcClient operator() {
        PostgresAddress other = SharedServers.postgres().newDatabase();
        return JdbcClient.create(new DriverManagerDataSource(other.url(), other.user(), other.password()));
    }
}
