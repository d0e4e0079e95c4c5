package io.nodecore.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.failure.Violation;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.OnlineIp;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", " {\"a\":[1,{\"b\":null}]} ", "{\"a\":\"\\ud83d\\ude00\",\"n\":-1.5e300}", "{\"\":0}"})
    void a_json_object_can_be_stored(String json) {
        assertThat(violations(place -> place.jsonObject("details", json, 1_000)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "null",
                "{",
                "{}x",
                "{}{}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\\u0000\"}",
                "{\"\\ud800\":1}",
                "{\"a\":1e1000}",
                "{\"a\":1e-99999}",
                "{\"a\":NaN}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":1,}"
            })
    void anything_else_is_no_json_object(String json) {
        assertThat(violations(place -> place.jsonObject("details", json, 1_000)))
                .hasSize(1);
    }

    @Test
    void json_is_neither_deep_nor_long() {
        String deep = "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}";
        String number = "{\"a\":" + "9".repeat(401) + "}";

        assertThat(violations(place -> place.jsonObject("details", deep, 1_000)))
                .hasSize(1);
        assertThat(violations(place -> place.jsonObject("details", number, 1_000)))
                .hasSize(1);
        assertThat(violations(place -> place.jsonObject("details", "{\"a\":\"xx\"}", 9)))
                .hasSize(1);
    }

    @Test
    void texts_have_their_limits() {
        assertThat(fields(new OutboundUsageRules(), outbound("t".repeat(256)))).isEmpty();
        assertThat(fields(new OutboundUsageRules(), outbound("t".repeat(257)))).containsExactly("items[0].tag");
        assertThat(fields(new OutboundUsageRules(), outbound(" "))).containsExactly("items[0].tag");
        assertThat(fields(new OutboundUsageRules(), outbound("half \ud83d"))).containsExactly("items[0].tag");
        assertThat(fields(
                        new NodeErrorRules(),
                        ReportErrorRequest.newBuilder()
                                .setMessage("m".repeat(8 * 1024 + 1))
                                .setCode("c".repeat(129))
                                .setDetailsJson("{\"a\":\"" + "d".repeat(64 * 1024) + "\"}")
                                .build()))
                .containsExactly("message", "code", "details");
    }

    private static ReportOutboundUsageRequest outbound(String tag) {
        return ReportOutboundUsageRequest.newBuilder()
                .addItems(Samples.outboundUsage().getItems(0).toBuilder().setTag(tag))
                .build();
    }

    @Test
    void the_mtproto_status_is_a_json_object() {
        assertThat(fields(
                        new NodeStatsRules(),
                        Samples.stats().toBuilder().setMtprotoJson("[]").build()))
                .containsExactly("mtprotoJson");
    }

    @Test
    void the_bytes_of_an_entry_have_a_bound() {
        long most = (1L << 53) - 1;
        assertThat(fields(
                        new UsageRules(),
                        ReportUsageRequest.newBuilder()
                                .addEntries(
                                        Samples.usageEntry().setBytesUp(most).setBytesDown(most))
                                .addEntries(Samples.usageEntry()
                                        .setBytesUp(most + 1)
                                        .setBytesDown(Long.MAX_VALUE))
                                .build()))
                .containsExactly("entries[1].bytesUp", "entries[1].bytesDown");
        assertThat(fields(
                        new OutboundUsageRules(),
                        ReportOutboundUsageRequest.newBuilder()
                                .addItems(Samples.outboundUsage().getItems(0).toBuilder()
                                        .setBytesUp(most)
                                        .setBytesDown(most + 1))
                                .build()))
                .containsExactly("items[0].bytesDown");
    }

    @Test
    void users_and_their_addresses_have_places() {
        var report = ReportOnlineUsersRequest.newBuilder()
                .addUsers(Samples.onlineUsers().getUsers(0))
                .addUsers(OnlineUser.newBuilder()
                        .addIps(OnlineIp.newBuilder().setIp("1.2.3.4"))
                        .addIps(OnlineIp.newBuilder().setIp("nowhere").setLastSeen(-1)))
                .build();

        assertThat(fields(new OnlineUsersRules(), report))
                .containsExactly("users[1].userId", "users[1].nodeProtocolId", "users[1].ips[1].lastSeen");
    }

    @Test
    void session_words_are_read_in_any_case_of_any_language() {
        var event = Samples.sessionEvents().getEvents(0);
        var rules = new SessionEventRules();

        assertThat(fields(
                        rules,
                        events(event.toBuilder()
                                .setProtocol("WireGuard")
                                .setEventType("OFFLINE")
                                .build())))
                .isEmpty();
        assertThat(fields(
                        rules,
                        events(event.toBuilder()
                                .setProtocol("openvpn")
                                .setEventType("")
                                .build())))
                .containsExactly("events[0].protocol", "events[0].eventType");
    }

    private static ReportSessionEventsRequest events(io.nodecore.proto.SessionEvent event) {
        return ReportSessionEventsRequest.newBuilder().addEvents(event).build();
    }

    @Test
    void every_sample_is_valid() {
        assertThat(fields(new HeartbeatRules(), Samples.heartbeat())).isEmpty();
        assertThat(fields(new UsageRules(), Samples.usage())).isEmpty();
        assertThat(fields(new OutboundUsageRules(), Samples.outboundUsage())).isEmpty();
        assertThat(fields(new SessionEventRules(), Samples.sessionEvents())).isEmpty();
        assertThat(fields(new NodeErrorRules(), Samples.error())).isEmpty();
        assertThat(fields(new NodeStatsRules(), Samples.stats())).isEmpty();
        assertThat(fields(new OnlineUsersRules(), Samples.onlineUsers())).isEmpty();
        assertThat(fields(
                        new HeartbeatRules(),
                        HeartbeatRequest.newBuilder().setRevision(-1).build()))
                .containsExactly("revision");
    }

    @Test
    void a_part_of_what_is_wrong_is_not_wrong_again() {
        Violations violations = new Violations();
        violations.add("entries[3]", "must be an object");
        violations.add("entries[3].userId", "must be 1 or greater");
        violations.add("entries[3]", "again");
        violations.add("entries[30].userId", "must be 1 or greater");

        assertThat(listed(violations)).extracting(Violation::field).containsExactly("entries[3]", "entries[30].userId");
    }

    private static <M extends com.google.protobuf.Message> List<String> fields(ReportRules<M> rules, M report) {
        Violations violations = new Violations();
        var _ = rules.canonical(report, violations);
        return listed(violations).stream().map(Violation::field).toList();
    }

    private static List<Violation> violations(Consumer<Place> check) {
        Violations violations = new Violations();
        check.accept(Place.request(violations));
        return listed(violations);
    }

    private static List<Violation> listed(Violations violations) {
        try {
            violations.refuseAny();
            return List.of();
        } catch (Refused refused) {
            return ((Failure.InvalidReport) refused.failure()).violations();
        }
    }
}
