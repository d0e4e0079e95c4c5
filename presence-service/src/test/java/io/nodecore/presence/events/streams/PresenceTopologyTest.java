package io.nodecore.presence.events.streams;

import static io.nodecore.presence.Reports.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.Reports;
import io.nodecore.presence.events.shard.ReportCounts;
import io.nodecore.presence.events.time.PartitionEnd;
import io.nodecore.presence.events.time.TimeSettings;
import io.nodecore.schemas.facts.OnlineIp;
import io.nodecore.schemas.facts.OnlineUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The driver has one partition of each topic. */
class PresenceTopologyTest {

    private static final Instant T = Instant.parse("2026-11-23T10:00:00.250Z");

    @TempDir
    Path stateDir;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private @Nullable PartitionEnd look;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> reports;
    private TestOutputTopic<byte[], byte[]> events;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void start() {
        var settings = EventsSettingsTest.bound(
                EventsSettings.class, Map.of("nodecore.presence.state-dir", stateDir.toString()));
        var time = EventsSettingsTest.bound(TimeSettings.class, Map.of("nodecore.presence.disorder", "0s"));
        var properties = new KafkaStreamsConfiguration(
                        StreamsConfiguration.of(settings, KafkaSettings.of("localhost:1")))
                .asProperties();
        var topology = new PresenceTopology(
                () -> 1,
                1,
                time,
                partition -> Optional.ofNullable(look),
                settings.waitingAtMost(),
                new ReportCounts(meters),
                Stores::inMemoryKeyValueStore);
        driver = new TopologyTestDriver(topology.build(properties), properties, T);
        reports = driver.createInputTopic("node.online-users", new ByteArraySerializer(), new ByteArraySerializer());
        events = driver.createOutputTopic("events.user", new ByteArrayDeserializer(), new ByteArrayDeserializer());
        deadLetters = driver.createOutputTopic(
                "node.online-users.dlq", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void the_first_report_of_a_user_is_an_event_with_all_that_the_contract_promises() {
        report(7, 0, user(42, 3, "203.0.113.7", "2001:db8::7", "203.0.113.7"));

        TestRecord<byte[], byte[]> event = events.readRecord();
        assertThat(text(event.key())).isEqualTo("42");
        assertThat(header(event, "ce_type")).isEqualTo("user.online");
        assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(event, "ce_subject")).isEqualTo("42");
        assertThat(Instant.parse(header(event, "ce_time"))).isEqualTo(T);
        assertThat(header(event, "content-type")).isEqualTo("application/json");
        assertThat(json(event.value())).isEqualTo(json("""
                {"userId":42,"nodeId":7,"nodeProtocolId":3,"ips":["203.0.113.7","2001:db8::7"],
                 "onlineAt":"2026-11-23T10:00:00.250Z","lastSeenAt":null,"gapSeconds":null}
                """.getBytes(StandardCharsets.UTF_8)));
        assertThat(events.isEmpty()).isTrue();
    }

    @Test
    void reports_every_five_seconds_are_one_presence_whichever_node_sends_them() {
        for (int second = 0; second <= 60; second += 5) {
            report(second % 2 == 0 ? 7 : 8, second, user(42, 3));
        }

        assertThat(typesOf(42)).containsExactly("user.online");
    }

    @Test
    void a_gap_of_more_than_ten_seconds_is_told_with_its_length() {
        report(7, 0, user(42, 3));
        report(7, 12.5, user(42, 3));

        events.readRecord();
        JsonNode again = json(events.readRecord().value());
        assertThat(again.get("lastSeenAt").stringValue()).isEqualTo("2026-11-23T10:00:00.250Z");
        assertThat(again.get("onlineAt").stringValue()).isEqualTo("2026-11-23T10:00:12.750Z");
        assertThat(again.get("gapSeconds").doubleValue()).isEqualTo(12.5);
    }

    @Test
    void a_user_goes_offline_when_the_reports_of_others_move_the_time_on() {
        report(7, 0, user(42, 3));
        report(7, 5, user(42, 3));
        report(7, 24, user(43, 3));
        assertThat(typesOf(42)).containsExactly("user.online");

        report(7, 25, user(43, 3));
        assertThat(eventsOf(42)).singleElement().satisfies(event -> {
            assertThat(header(event, "ce_type")).isEqualTo("user.offline");
            assertThat(json(event.value())).isEqualTo(json("""
                    {"userId":42,"lastSeenAt":"2026-11-23T10:00:05.250Z","onlineSince":"2026-11-23T10:00:00.250Z",
                     "durationSeconds":5.0}
                    """.getBytes(StandardCharsets.UTF_8)));
        });
    }

    @Test
    void the_last_user_goes_offline_when_nobody_reports_any_more() {
        report(7, 0, user(42, 3));
        readUpTo(19_999);
        assertThat(typesOf(42)).containsExactly("user.online");

        readUpTo(20_000);
        assertThat(typesOf(42)).containsExactly("user.offline");
    }

    @Test
    void a_report_waits_until_nothing_older_can_come() {
        append(7, 3, user(42, 3));
        driver.advanceWallClockTime(Duration.ofSeconds(60));
        assertThat(events.isEmpty()).isTrue();

        append(7, 3.001, user(43, 3));
        driver.advanceWallClockTime(Duration.ofMillis(100));
        assertThat(typesOf(42)).containsExactly("user.online");
    }

    @Test
    void reports_in_any_order_are_told_in_the_order_of_their_time() {
        append(7, 12, user(42, 3));
        append(8, 6, user(42, 3));
        append(7, 0, user(42, 3));
        readUpTo(13_000);

        assertThat(typesOf(42)).containsExactly("user.online");
    }

    @Test
    void a_gateway_that_is_hours_ahead_keeps_its_users_online_for_a_minute_more_at_most() {
        RecordHeaders headers = headers(7, 3 * 3_600);
        reports.pipeInput(new TestRecord<>(bytes("7"), Reports.of(user(42, 3)).toByteArray(), headers, T));
        report(8, 40, user(43, 3));
        assertThat(meters.get("nodecore.presence.reports.late").counter().count())
                .as("what others report is not late for it")
                .isEqualTo(0);

        readUpTo(60_000 + 20_000);
        TestRecord<byte[], byte[]> online = eventsOf(42).getFirst();
        assertThat(json(online.value()).get("onlineAt").stringValue()).isEqualTo("2026-11-23T10:01:00.250Z");
    }

    @Test
    void the_clock_of_a_node_says_nothing_about_its_users() {
        long hoursAhead = T.getEpochSecond() + 3 * 3_600;
        double second = 0;
        for (long lastSeen : new long[] {hoursAhead, 0, T.getEpochSecond() - 3 * 3_600}) {
            var ip = OnlineIp.newBuilder().setIp("203.0.113.7").setLastSeen(lastSeen);
            report(7, second, user(42, 3).toBuilder().addIps(ip).build());
            second += 7.5;
        }
        readUpTo(35_000);

        List<TestRecord<byte[], byte[]>> said = eventsOf(42);
        assertThat(said).hasSize(2);
        assertThat(json(said.getLast().value()).get("lastSeenAt").stringValue()).isEqualTo("2026-11-23T10:00:15.250Z");
    }

    @Test
    void an_event_found_again_has_the_same_id() {
        report(7, 0, user(42, 3));
        String id = header(events.readRecord(), "ce_id");
        stop();
        start();
        report(7, 0, user(42, 3));

        assertThat(header(events.readRecord(), "ce_id")).isEqualTo(id);
    }

    @Test
    void a_late_report_changes_nothing() {
        report(7, 0, user(42, 3));
        report(7, 5, user(42, 3));
        report(8, 2, user(42, 3));
        report(7, 10, user(42, 3));

        assertThat(typesOf(42)).containsExactly("user.online");
    }

    @Test
    void a_presence_that_ended_is_followed_by_a_new_one() {
        report(7, 0, user(42, 3));
        report(7, 60, user(42, 3));
        report(7, 90, user(43, 3));

        assertThat(typesOf(42)).containsExactly("user.online", "user.offline", "user.online", "user.offline");
    }

    @Test
    void a_record_that_cannot_be_read_goes_to_the_dead_letters_and_the_next_one_is_read() {
        byte[] garbage = {1, 2, 3};
        reports.pipeInput(new TestRecord<>(bytes("7"), garbage, headers(7, 0)));
        reports.pipeInput(new TestRecord<>(bytes("7"), Reports.of(user(41, 3)).toByteArray(), new RecordHeaders()));
        report(7, 1, user(42, 3));

        TestRecord<byte[], byte[]> deadLetter = deadLetters.readRecord();
        assertThat(deadLetter.value()).isEqualTo(garbage);
        assertThat(header(deadLetter, "dlq-topic")).isEqualTo("node.online-users");
        assertThat(header(deadLetter, "dlq-partition")).isEqualTo("0");
        assertThat(header(deadLetter, "dlq-offset")).isEqualTo("0");
        assertThat(header(deadLetter, "dlq-cause")).startsWith("InvalidProtocolBufferException");
        assertThat(header(deadLetter, "node-id")).isEqualTo("7");
        assertThat(header(deadLetters.readRecord(), "dlq-cause")).contains("event-id is missing");
        assertThat(typesOf(42)).containsExactly("user.online");
    }

    /** Appends a report, and looks at the end when its time is over. */
    private void report(long nodeId, double second, OnlineUser... users) {
        append(nodeId, second, users);
        readUpTo(Math.round(second * 1_000) + 1);
    }

    private void append(long nodeId, double second, OnlineUser... users) {
        byte[] value = Reports.of(users).toByteArray();
        Instant appendedAt = T.plusMillis(Math.round(second * 1_000) + 2);
        reports.pipeInput(new TestRecord<>(bytes(Long.toString(nodeId)), value, headers(nodeId, second), appendedAt));
    }

    /** No report before so many milliseconds after the start is to come. */
    private void readUpTo(long ms) {
        long lookedAtMs = T.toEpochMilli() + ms + 1_000;
        look = new PartitionEnd(lookedAtMs, 1, 1);
        driver.advanceWallClockTime(Duration.ofMillis(100));
        driver.advanceWallClockTime(Duration.ofMillis(100));
    }

    private static RecordHeaders headers(long nodeId, double second) {
        RecordHeaders headers = new RecordHeaders();
        Reports.headers(nodeId, T.toEpochMilli() + Math.round(second * 1_000)).writeTo(headers);
        return headers;
    }

    private List<String> typesOf(long userId) {
        return eventsOf(userId).stream().map(event -> header(event, "ce_type")).toList();
    }

    private List<TestRecord<byte[], byte[]>> eventsOf(long userId) {
        return events.readRecordsToList().stream()
                .filter(event -> text(event.key()).equals(Long.toString(userId)))
                .toList();
    }

    private static String header(TestRecord<?, ?> record, String name) {
        return text(
                Objects.requireNonNull(record.headers().lastHeader(name), name).value());
    }

    private static JsonNode json(byte[] text) {
        return JsonMapper.shared().readTree(text);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
