package io.nodecore.control.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.RunningControl;
import io.nodecore.journal.DomainEvent;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.schemas.QuotaPeriod;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a limit that is reached to the configs of nodes, and back. */
class QuotaFlowIT {

    private final RunningControl control = RunningControl.get();
    private final long node = control.newNode().getNodeId();
    private final long protocol = control.expect(200, "PUT", "/admin/nodes/" + node + "/services", """
                    {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless"}]}}
                    """)
            .at("/protocols/0/id")
            .longValue();

    @Test
    void a_limit_that_is_reached_takes_the_client_out_and_a_higher_one_puts_it_back() throws Exception {
        long id = limited("month");
        String link = control.newLink(id, protocol);
        assertThat(clients()).contains(link);

        tellReached(id, 1, month());
        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("limited"));
        assertThat(clients()).doesNotContain(link);
        await().untilAsserted(() -> assertThat(
                        Subscription.parseFrom(control.records(Topics.CONTROL_SUBSCRIPTIONS, Long.toString(id))
                                        .getLast()
                                        .value())
                                .getStatus())
                .isEqualTo("limited"));

        control.expect(200, "PATCH", "/admin/subscriptions/" + id, "{\"trafficLimitBytes\": 2000}");
        assertThat(status(id)).isEqualTo("active");
        assertThat(clients()).contains(link);

        // Told late: it is about the limit before. What comes behind it in its partition says when it was taken.
        long revision = revision();
        tellReached(id, 1, month());
        tellBroken(id);
        await().until(() -> !deadLetters(id).isEmpty());
        assertThat(status(id)).isEqualTo("active");
        assertThat(revision()).isEqualTo(revision);
    }

    @Test
    void a_limit_that_a_correction_of_usage_lifted_puts_it_back() {
        long id = limited("none");
        String link = control.newLink(id, protocol);
        tellReached(id, 1, null);
        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("limited"));

        tell("subscription.limit-lifted", id, 1, null);
        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("active"));
        assertThat(clients()).contains(link);

        tellReached(id, 2, null);
        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("limited"));
    }

    @Test
    void many_limits_reached_at_once_are_one_revision_of_the_node() {
        List<Long> ids =
                LongStream.range(0, 20).map(n -> limited("none")).boxed().toList();
        ids.forEach(id -> control.newLink(id, protocol));
        long revision = revision();

        // What one poll brings is one decision; how the polls fall is not up to this test.
        ids.forEach(id -> tellReached(id, 1, null));
        await().untilAsserted(() ->
                assertThat(ids).allSatisfy(id -> assertThat(status(id)).isEqualTo("limited")));

        assertThat(clients()).isEqualTo("{}");
        assertThat(revision()).isBetween(revision + 1, revision + 20);
    }

    @Test
    void a_new_period_puts_it_back_by_a_tick_and_is_told_of() {
        long id = limited("day");
        String link = control.newLink(id, protocol);
        tellReached(id, 1, Objects.requireNonNull(QuotaPeriod.of("day", Instant.now())));
        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("limited"));
        assertThat(clients()).doesNotContain(link);

        // A day goes by: as if all of it had happened yesterday.
        control.jdbc().sql("""
                        update subscriptions
                        set quota_reached_for = quota_reached_for - interval '1 day',
                            quota_resets_at = quota_resets_at - interval '1 day'
                        where id = ?""").param(id).update();

        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("active"));
        assertThat(clients()).contains(link);
        Instant today =
                Objects.requireNonNull(QuotaPeriod.of("day", Instant.now())).startsAt();
        await().untilAsserted(() -> assertThat(control.records(Topics.SUBSCRIPTION_EVENTS, Long.toString(id)))
                .extracting(
                        event -> new String(event.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .containsOnlyOnce("subscription.reset:" + id + ":" + today.toEpochMilli()));
    }

    @Test
    void an_event_that_can_not_be_read_goes_to_the_dead_letters_and_the_next_one_is_taken() {
        long id = limited("none");
        tellBroken(id);
        tellReached(id, 1, null);

        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("limited"));
        assertThat(deadLetters(id)).hasSize(1);
    }

    @Test
    void an_admin_sees_the_period_and_what_counts_in_it() {
        long id = limited("month");

        JsonNode seen = control.get("/admin/subscriptions/" + id).body();

        assertThat(seen.get("trafficLimitBytes").longValue()).isEqualTo(1_000);
        assertThat(seen.get("billedBytes").longValue()).isZero();
        assertThat(Instant.parse(seen.get("periodStart").stringValue())).isEqualTo(month().startsAt());
        assertThat(Instant.parse(seen.get("periodEnd").stringValue())).isEqualTo(month().endsAt());
    }

    private long limited(String resetPeriod) {
        return control.expect(201, "POST", "/admin/subscriptions", """
                        {"userId": %d, "trafficLimitBytes": 1000, "resetPeriod": "%s"}
                        """.formatted(control.newUser(), resetPeriod))
                .get("id")
                .longValue();
    }

    private void tellReached(long id, long epoch, @Nullable QuotaPeriod period) {
        tell("subscription.limit-reached", id, epoch, period);
    }

    private void tell(String type, long id, long epoch, @Nullable QuotaPeriod period) {
        String data = """
                {"subscriptionId": %d, "quotaEpoch": %d, "periodStart": %s}
                """.formatted(id, epoch, period == null ? "null" : "\"" + period.startsAt() + "\"");
        control.tell(
                Topics.SUBSCRIPTION_EVENTS,
                new DomainEvent(
                        type + ":" + id + ":" + epoch,
                        "/nodecore/usage-aggregator",
                        type,
                        Long.toString(id),
                        Instant.now(),
                        data.getBytes(StandardCharsets.UTF_8)));
    }

    private void tellBroken(long id) {
        control.tell(
                Topics.SUBSCRIPTION_EVENTS,
                new DomainEvent(
                        "broken:" + id,
                        "/test",
                        "subscription.limit-reached",
                        Long.toString(id),
                        Instant.now(),
                        "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private List<?> deadLetters(long id) {
        return control.records(Topics.SUBSCRIPTION_EVENTS.deadLetters().orElseThrow(), Long.toString(id));
    }

    private static QuotaPeriod month() {
        return Objects.requireNonNull(QuotaPeriod.of("month", Instant.now()));
    }

    private String status(long id) {
        return control.get("/admin/subscriptions/" + id).body().get("status").stringValue();
    }

    private String clients() {
        return control.grpc()
                .getConfig(GetConfigRequest.newBuilder().setNodeId(node).build())
                .getClientMapJson();
    }

    private long revision() {
        return control.grpc()
                .getConfig(GetConfigRequest.newBuilder().setNodeId(node).build())
                .getRevision();
    }
}
