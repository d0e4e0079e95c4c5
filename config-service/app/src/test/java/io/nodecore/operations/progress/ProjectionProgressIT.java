package io.nodecore.operations.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.RunningControl;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeErrorReported;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators see of the projections. */
class ProjectionProgressIT {

    private final RunningControl control = RunningControl.get();

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Test
    void a_projection_that_nobody_runs_lags_since_its_oldest_unread_fact_was_appended() {
        report("fine");
        control.jdbc().sql("""
                insert into control.projection_positions
                    (projection, topic, partition, first_offset, next_offset, epoch, updated_at)
                select 'nobody', topic, partition, 0, 0, 1, now() from control.projection_positions
                where projection = 'node-status' and topic = 'node.errors' on conflict do nothing""").update();

        await().untilAsserted(() -> assertThat(control.expect(200, "GET", "/admin/projections", null)
                        .get("projections")
                        .valueStream()
                        .filter(one -> one.get("name").stringValue().equals("nobody"))
                        .filter(one -> one.get("lagRecords").longValue() > 0))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.get("lagSeconds").longValue()).isPositive();
                    assertThat(one.get("ratePerSecond").isNumber()).isTrue();
                    assertThat(one.get("ratePerSecond").asDouble()).isZero();
                    assertThat(one.get("lastError").isNull()).isTrue();
                }));
        await().untilAsserted(() -> assertThat(prometheus())
                .containsPattern("nodecore_progress_lag_seconds\\{[^}]*projection=\"nobody\"[^}]*} [1-9]")
                .contains("nodecore_projection_troubled"));
        control.jdbc()
                .sql("delete from control.projection_positions where projection = 'nobody'")
                .update();
    }

    @Test
    void a_group_without_a_position_in_postgres_is_a_projection_too() throws Exception {
        String name = "view-" + UUID.randomUUID();
        report("fine");
        placeGroup(name, new TopicPartition("node.online-users", 3), new TopicPartition("control.keys", 0));

        await().untilAsserted(() -> assertThat(projections(name))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.get("topic").stringValue()).isEqualTo("node.online-users");
                    assertThat(one.get("partition").intValue()).isEqualTo(3);
                    assertThat(one.get("position").longValue()).isZero();
                    assertThat(one.get("endOffset").isNumber()).isTrue();
                    assertThat(one.get("applied").isNull()).isTrue();
                }));
    }

    @Test
    void a_webhook_is_no_projection() throws Exception {
        String name = UUID.randomUUID().toString();
        placeGroup("webhook." + name, new TopicPartition("events.user", 0));
        placeGroup("view-" + name, new TopicPartition("events.user", 0));

        await().untilAsserted(() -> assertThat(projections("view-" + name)).hasSize(1));
        assertThat(projections("webhook." + name)).isEmpty();
    }

    @Test
    void a_fact_that_went_to_the_dead_letters_is_the_last_error_of_its_partition() {
        control.report(Topics.ERRORS, 66_000_001, Instant.now(), "report", new byte[] {(byte) 0xff});

        await().untilAsserted(() -> assertThat(projections("node-status")).anySatisfy(one -> {
            assertThat(one.get("topic").stringValue()).isEqualTo("node.errors");
            assertThat(one.get("lastError").stringValue()).contains("went to the dead letters");
            assertThat(Instant.parse(one.get("lastErrorAt").stringValue()))
                    .isAfter(Instant.parse("2020-01-01T00:00:00Z"));
        }));
    }

    private void placeGroup(String projection, TopicPartition... partitions) throws Exception {
        try (var admin = Admin.create(control.kafka().with(Map.of()))) {
            admin.alterConsumerGroupOffsets(
                            "nodecore." + projection,
                            Arrays.stream(partitions)
                                    .collect(Collectors.toMap(it -> it, it -> new OffsetAndMetadata(0))))
                    .all()
                    .get();
        }
    }

    private List<JsonNode> projections(String name) {
        return control.expect(200, "GET", "/admin/projections", null)
                .get("projections")
                .valueStream()
                .filter(one -> one.get("name").stringValue().equals(name))
                .toList();
    }

    private void report(String message) {
        control.report(
                Topics.ERRORS,
                66_000_000,
                Instant.now(),
                UUID.randomUUID().toString(),
                NodeErrorReported.newBuilder().setMessage(message).build().toByteArray());
    }

    private String prometheus() {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://localhost:" + control.managementPort() + "/actuator/prometheus"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
