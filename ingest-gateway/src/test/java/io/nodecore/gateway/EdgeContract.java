package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.nodecore.gateway.config.NodeConfig;
import io.nodecore.gateway.failure.Violation;
import io.nodecore.gateway.kit.Agent;
import io.nodecore.gateway.kit.AsSent;
import io.nodecore.gateway.kit.Facts.Fact;
import io.nodecore.gateway.kit.Keys;
import io.nodecore.gateway.kit.Outcome;
import io.nodecore.gateway.kit.Outcome.Ok;
import io.nodecore.gateway.kit.Outcome.Refusal;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.gateway.kit.Samples.Sample;
import io.nodecore.journal.Multipliers;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.OnlineIp;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.OutboundUsageItem;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.control.GetConfigResponse;
import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent may rely on, whichever transport it uses. Inherited once for each transport. */
abstract class EdgeContract {

    private static final String REPORT_ID = "report-2026-11-23 #1";

    private final RunningGateway gateway = RunningGateway.shared();
    private Agent agent = newAgent(gateway);

    abstract Agent newAgent(RunningGateway running);

    @BeforeEach
    void configServiceAnswers() {
        gateway.configService().away(false);
    }

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    static List<Sample> everyReport() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("everyReport")
    void a_report_is_a_fact_in_its_topic_before_it_is_answered(Sample sample) {
        long nodeId = gateway.newNode();
        long before = System.currentTimeMillis();

        Outcome outcome = agent.send(sample.report(), Keys.of(nodeId), REPORT_ID);

        assertThat(outcome).isInstanceOf(Ok.class);
        assertThat(gateway.facts().of(sample.topic(), nodeId)).singleElement().satisfies(fact -> {
            assertThat(fact.key()).isEqualTo(Long.toString(nodeId));
            assertThat(fact.headers().nodeId()).isEqualTo(nodeId);
            assertThat(fact.headers().reportId()).isEqualTo(REPORT_ID);
            assertThat(fact.headers().receivedAtMs()).isBetween(before, System.currentTimeMillis());
            assertThat(fact.value()).isEqualTo(sample.report().toByteArray());
        });
    }

    @Test
    void a_usage_fact_says_how_much_its_bytes_count_where_that_is_not_once() {
        long nodeId = gateway.newNode();
        agent.send(Samples.usage(), Keys.of(nodeId), "counted once");
        gateway.controlTopics().multipliers(nodeId, "0.5");
        await().untilAsserted(() -> {
            agent.send(Samples.usage(), Keys.of(nodeId), null);
            assertThat(gateway.facts()
                            .of(Topics.USAGE, nodeId)
                            .getLast()
                            .headers()
                            .multipliers())
                    .isEqualTo(Multipliers.parse("0.5"));
        });

        agent.send(Samples.outboundUsage(), Keys.of(nodeId), REPORT_ID);
        assertThat(gateway.facts().of(Topics.USAGE, nodeId).getFirst().headers().multipliers())
                .isEqualTo(Multipliers.ONE);
        assertThat(gateway.facts()
                        .of(Topics.OUTBOUND_USAGE, nodeId)
                        .getFirst()
                        .headers()
                        .multipliers())
                .isEqualTo(Multipliers.ONE);
    }

    @ParameterizedTest
    @MethodSource("everyReport")
    void a_report_without_a_key_or_with_a_wrong_one_is_unauthenticated(Sample sample) {
        Refusal expected = new Refusal(agent.statusOf(401, Code.UNAUTHENTICATED), "unauthenticated", List.of(), null);

        assertThat(agent.send(sample.report(), null, null)).isEqualTo(expected);
        assertThat(agent.send(sample.report(), "", null))
                .as("an empty key is no key")
                .isEqualTo(expected);
        assertThat(agent.send(sample.report(), "not-a-key", null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("everyReport")
    void garbage_is_malformed(Sample sample) {
        long nodeId = gateway.newNode();
        for (String garbage : List.of("{", "\u0007\u0007\u0007", "\n\u00ff", "{\"a\":1}}", "\u000c")) {
            Outcome outcome =
                    agent.sendGarbage(sample.report(), garbage.getBytes(StandardCharsets.ISO_8859_1), Keys.of(nodeId));
            assertThat(outcome)
                    .as(garbage)
                    .isEqualTo(new Refusal(
                            agent.statusOf(400, Code.INVALID_ARGUMENT), "malformed-report", List.of(), null));
        }
        assertThat(gateway.facts().of(sample.topic(), nodeId)).isEmpty();
    }

    @Test
    void every_violation_is_listed_with_its_path_and_nothing_is_kept() {
        long nodeId = gateway.newNode();
        var report = ReportUsageRequest.newBuilder()
                .addEntries(Samples.usageEntry())
                .addEntries(Samples.usageEntry().setUserId(0).setBytesUp(-1).setRecordedAt("yesterday"))
                .addEntries(Samples.usageEntry().setSubscriptionId(0).setNodeProtocolId(-5))
                .build();

        Refusal refusal = refusal(agent.send(report, nodeId), 400, Code.INVALID_ARGUMENT, "invalid-report");

        assertThat(refusal.violations())
                .containsExactly(
                        new Violation("entries[1].userId", "must be 1 or greater, got 0"),
                        new Violation("entries[1].bytesUp", "must be 0 or greater, got -1"),
                        new Violation(
                                "entries[1].recordedAt",
                                "must be an ISO-8601 time with an offset, from 1970 to 9999, got 'yesterday'"),
                        new Violation("entries[2].subscriptionId", "must be 1 or greater, got 0"),
                        new Violation("entries[2].nodeProtocolId", "must be 1 or greater, got -5"));
        assertThat(gateway.facts().of(Topics.USAGE, nodeId)).isEmpty();
    }

    @Test
    void at_most_twenty_violations_are_listed() {
        long nodeId = gateway.newNode();
        var report = ReportUsageRequest.newBuilder();
        IntStream.range(0, 50)
                .forEach(_ -> report.addEntries(Samples.usageEntry().setUserId(0)));

        Refusal refusal = refusal(agent.send(report.build(), nodeId), 400, Code.INVALID_ARGUMENT, "invalid-report");

        assertThat(refusal.violations()).hasSize(20);
    }

    @Test
    void the_character_nul_is_refused() {
        long nodeId = gateway.newNode();
        var outbound = ReportOutboundUsageRequest.newBuilder()
                .addItems(OutboundUsageItem.newBuilder().setTag("a\0b"))
                .build();
        var error = ReportErrorRequest.newBuilder()
                .setMessage("m")
                .setDetailsJson("{\"a\":\"\\u0000\"}")
                .build();

        assertThat(refusal(agent.send(outbound, nodeId), 400, Code.INVALID_ARGUMENT, "invalid-report")
                        .violations())
                .extracting(Violation::field)
                .containsExactly("items[0].tag");
        assertThat(refusal(agent.send(error, nodeId), 400, Code.INVALID_ARGUMENT, "invalid-report")
                        .violations())
                .extracting(Violation::field)
                .containsExactly("details");
    }

    @Test
    void an_empty_list_is_a_report() {
        long nodeId = gateway.newNode();

        assertThat(agent.send(ReportUsageRequest.getDefaultInstance(), nodeId)).isInstanceOf(Ok.class);
        assertThat(agent.send(ReportOnlineUsersRequest.getDefaultInstance(), nodeId))
                .isInstanceOf(Ok.class);

        assertThat(gateway.facts().of(Topics.USAGE, nodeId)).hasSize(1);
    }

    @Test
    void a_list_may_have_100_000_entries_but_not_one_more() {
        long nodeId = gateway.newNode();
        var most = ReportOutboundUsageRequest.newBuilder();
        OutboundUsageItem item = OutboundUsageItem.newBuilder().setTag("a").build();
        IntStream.range(0, 100_000).forEach(_ -> most.addItems(item));

        assertThat(agent.send(most.build(), nodeId)).isInstanceOf(Ok.class);
        refusal(agent.send(most.addItems(item).build(), nodeId), 413, Code.RESOURCE_EXHAUSTED, "report-too-large");
    }

    @Test
    void four_mebibytes_are_appended_and_one_byte_more_is_refused() {
        long nodeId = gateway.newNode();
        int most = 4 * 1024 * 1024;

        assertThat(agent.sendGarbage(Samples.usage(), padded(most), Keys.of(nodeId)))
                .isInstanceOf(Ok.class);
        refusal(
                agent.sendGarbage(Samples.usage(), padded(most + 1), Keys.of(nodeId)),
                413,
                Code.RESOURCE_EXHAUSTED,
                "report-too-large");
        refusal(
                agent.sendGarbage(Samples.usage(), padded(2 * most), Keys.of(nodeId)),
                413,
                Code.RESOURCE_EXHAUSTED,
                "report-too-large");

        assertThat(gateway.facts().of(Topics.USAGE, nodeId)).hasSize(1);
    }

    /** A valid usage report on this transport, of exactly so many bytes that no compression makes smaller. */
    abstract byte[] padded(int bytes);

    @Test
    void a_report_id_has_1_to_128_printable_characters() {
        long nodeId = gateway.newNode();

        assertThat(agent.send(Samples.heartbeat(), Keys.of(nodeId), "x".repeat(128)))
                .isInstanceOf(Ok.class);
        Refusal refusal = refusal(
                agent.send(Samples.heartbeat(), Keys.of(nodeId), "x".repeat(129)),
                400,
                Code.INVALID_ARGUMENT,
                "invalid-report");
        assertThat(refusal.violations()).extracting(Violation::field).containsExactly("reportId");
    }

    static List<AsSent> asSent() {
        return AsSent.ALL;
    }

    @ParameterizedTest
    @MethodSource("asSent")
    void what_agents_really_send_is_one_fact(AsSent report) {
        long nodeId = gateway.newNode();

        assertThat(agent.send(report.sent(), nodeId)).isInstanceOf(Ok.class);

        assertThat(gateway.facts().of(report.topic(), nodeId))
                .singleElement()
                .satisfies(fact -> assertThat(report.read(fact.value())).isEqualTo(report.fact()));
    }

    @Test
    void an_empty_report_id_is_none() {
        long nodeId = gateway.newNode();

        assertThat(agent.send(Samples.usage(), Keys.of(nodeId), "")).isInstanceOf(Ok.class);

        assertThat(gateway.facts().of(Topics.USAGE, nodeId))
                .singleElement()
                .satisfies(fact -> assertThat(fact.headers().reportId()).startsWith("sha256:"));
    }

    @Test
    void unreadable_addresses_are_counted_and_their_users_are_online() {
        long nodeId = gateway.newNode();
        var meters = gateway.bean(io.micrometer.core.instrument.MeterRegistry.class);
        var counter = meters.get("nodecore.addresses.unreadable").counter();
        double before = counter.count();
        OnlineUser user = Samples.onlineUsers().getUsers(0);
        OnlineIp seen = user.getIps(0);

        assertThat(agent.send(
                        ReportOnlineUsersRequest.newBuilder()
                                .addUsers(user.toBuilder()
                                        .clearIps()
                                        .addIps(seen.toBuilder().setIp("@"))
                                        .addIps(seen)
                                        .addIps(seen.toBuilder().setIp("")))
                                .build(),
                        nodeId))
                .isInstanceOf(Ok.class);

        assertThat(gateway.facts().of(Topics.ONLINE_USERS, nodeId))
                .singleElement()
                .satisfies(fact -> assertThat(ReportOnlineUsersRequest.parseFrom(fact.value()))
                        .isEqualTo(Samples.onlineUsers()));
        assertThat(counter.count()).isEqualTo(before + 2);
    }

    @Test
    void a_usage_report_without_an_id_is_named_by_its_content() {
        long nodeId = gateway.newNode();
        var otherWayRound = ReportUsageRequest.newBuilder()
                .addEntries(Samples.usage().getEntries(1).toBuilder().setRecordedAt("2026-11-23T07:00:00Z"))
                .addEntries(Samples.usage().getEntries(0))
                .build();

        agent.send(Samples.usage(), nodeId);
        agent.send(otherWayRound, nodeId);

        List<Fact> facts = gateway.facts().of(Topics.USAGE, nodeId);
        assertThat(facts)
                .hasSize(2)
                .allSatisfy(fact -> assertThat(fact.headers().reportId()).startsWith("sha256:"));
        assertThat(facts.get(0).headers().reportId())
                .isEqualTo(facts.get(1).headers().reportId());
    }

    @Test
    void an_outbound_report_without_an_id_is_one_of_its_own() {
        long nodeId = gateway.newNode();

        agent.send(Samples.outboundUsage(), nodeId);
        agent.send(Samples.outboundUsage(), nodeId);

        assertThat(gateway.facts().of(Topics.OUTBOUND_USAGE, nodeId))
                .extracting(fact -> fact.headers().reportId())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void the_reports_of_a_node_stay_in_order() {
        long nodeId = gateway.newNode();
        for (int i = 0; i < 20; i++) {
            agent.send(HeartbeatRequest.newBuilder().setRevision(i).build(), Keys.of(nodeId), "n" + i);
        }
        assertThat(gateway.facts().of(Topics.HEARTBEATS, nodeId))
                .extracting(fact -> fact.headers().reportId())
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "n" + i).toList());
    }

    @Test
    void a_heartbeat_says_whether_the_latest_revision_is_missing() {
        long nodeId = gateway.newNode();
        HeartbeatRequest none = HeartbeatRequest.getDefaultInstance();
        HeartbeatRequest fifth = none.toBuilder().setRevision(5).build();

        assertThat(agent.send(none, nodeId)).isEqualTo(new Ok(false));
        gateway.controlTopics().revision(nodeId, 5);

        await().untilAsserted(() -> assertThat(agent.send(none, nodeId)).isEqualTo(new Ok(true)));
        assertThat(agent.send(fifth, nodeId)).isEqualTo(new Ok(false));
        assertThat(agent.send(none.toBuilder().setRevision(4).build(), nodeId)).isEqualTo(new Ok(true));
    }

    @Test
    void a_key_that_only_config_service_knows_works_at_once() {
        long nodeId = gateway.newNode();
        gateway.configService().know(Keys.hash("only-there-" + nodeId), nodeId);

        assertThat(agent.send(Samples.heartbeat(), "only-there-" + nodeId, null))
                .isInstanceOf(Ok.class);
        int calls = gateway.configService().findKeyCalls();
        assertThat(agent.send(Samples.heartbeat(), "only-there-" + nodeId, null))
                .isInstanceOf(Ok.class);
        assertThat(gateway.configService().findKeyCalls())
                .as("the answer is remembered")
                .isEqualTo(calls);
    }

    @Test
    void a_revoked_key_stops_working_within_a_second() {
        long nodeId = gateway.newNode();
        assertThat(agent.send(Samples.heartbeat(), nodeId)).isInstanceOf(Ok.class);

        gateway.controlTopics().revoke(Keys.of(nodeId));

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() ->
                        refusal(agent.send(Samples.heartbeat(), nodeId), 401, Code.UNAUTHENTICATED, "unauthenticated"));
    }

    @Test
    void a_revocation_wins_over_a_key_that_was_asked_for() {
        long nodeId = gateway.newNode();
        String key = "asked-for-" + nodeId;
        gateway.configService().know(Keys.hash(key), nodeId);
        assertThat(agent.send(Samples.heartbeat(), key, null)).isInstanceOf(Ok.class);

        // config-service would still vouch for it.
        gateway.controlTopics().revoke(key);

        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> refusal(
                        agent.send(Samples.heartbeat(), key, null), 401, Code.UNAUTHENTICATED, "unauthenticated"));
    }

    @Test
    void known_nodes_report_on_while_config_service_is_away_and_unknown_keys_are_told_to_come_back() {
        long nodeId = gateway.newNode();
        gateway.configService().away(true);

        assertThat(agent.send(Samples.usage(), nodeId)).isInstanceOf(Ok.class);
        Refusal refusal = refusal(
                agent.send(Samples.usage(), "never-heard-of", null), 503, Code.UNAVAILABLE, "control-unavailable");
        assertThat(refusal.retryAfterSeconds()).isPositive();
    }

    @Test
    void the_latest_config_is_config_services_own_and_outlives_its_absence() {
        long nodeId = gateway.newNode();
        String map = "{\"8c0b4b4e-4a7c-4b0f-9a51-0f5c9f3a2a10\":{\"userId\":42,\"subscriptionId\":null}}";
        String services = "{\"xray\":{\"inbounds\":[],\"outbounds\":[],\"routing\":{}}}";
        gateway.configService()
                .config(
                        nodeId,
                        GetConfigResponse.newBuilder()
                                .setRevision(9)
                                .setClientMapJson(map)
                                .setServicesJson(services)
                                .build());
        NodeConfig expected = new NodeConfig(9, map, "{}", services);

        assertThat(agent.latestConfig(Keys.of(nodeId))).isEqualTo(expected);
        int unchanged = gateway.configService().unchangedConfigs();
        assertThat(agent.latestConfig(Keys.of(nodeId))).isEqualTo(expected);
        assertThat(gateway.configService().unchangedConfigs())
                .as("the content travels once")
                .isEqualTo(unchanged + 1);
        gateway.configService().away(true);
        assertThat(agent.latestConfig(Keys.of(nodeId))).isEqualTo(expected);
        assertThat(agent.latestConfigOutcome(null)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_node_without_config_has_revision_0_and_empty_maps() {
        assertThat(agent.latestConfig(Keys.of(gateway.newNode()))).isEqualTo(new NodeConfig(0, "", "", ""));
    }

    @Test
    void a_config_that_was_never_fetched_needs_config_service() {
        long nodeId = gateway.newNode();
        gateway.configService().away(true);

        refusal(agent.latestConfigOutcome(Keys.of(nodeId)), 503, Code.UNAVAILABLE, "control-unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "2001:db8::1", "::ffff:10.0.0.1"})
    void a_heartbeat_takes_literal_addresses(String ip) {
        assertThat(agent.send(HeartbeatRequest.newBuilder().setIp(ip).build(), gateway.newNode()))
                .isInstanceOf(Ok.class);
    }

    @Test
    void received_is_accepted_plus_rejected() {
        long nodeId = gateway.newNode();
        agent.send(Samples.usage(), nodeId);
        agent.send(Samples.usage(), "wrong", null);
        var meters = gateway.bean(io.micrometer.core.instrument.MeterRegistry.class);

        // The counter moves after the answer has left.
        await().untilAsserted(() -> assertThat(meters.find("nodecore.reports.accepted").counters().stream()
                                .mapToDouble(counter -> counter.count())
                                .sum()
                        + meters.find("nodecore.reports.rejected").counters().stream()
                                .mapToDouble(counter -> counter.count())
                                .sum())
                .isEqualTo(meters.find("nodecore.reports.received").counters().stream()
                        .mapToDouble(counter -> counter.count())
                        .sum())
                .isPositive());
    }

    Refusal refusal(Outcome outcome, int http, Code grpc, String reason) {
        assertThat(outcome).isInstanceOf(Refusal.class);
        Refusal refusal = (Refusal) outcome;
        assertThat(refusal.status()).isEqualTo(agent.statusOf(http, grpc));
        assertThat(refusal.reason()).isEqualTo(reason);
        return refusal;
    }
}
