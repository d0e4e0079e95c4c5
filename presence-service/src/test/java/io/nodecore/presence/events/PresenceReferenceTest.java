package io.nodecore.presence.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.Reports;
import io.nodecore.schemas.facts.OnlineUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet with users who come, go and move between nodes, compared with what a list of each user's reports says. */
class PresenceReferenceTest {

    private static final long START_MS = Instant.parse("2026-11-23T10:00:00Z").toEpochMilli();
    private static final int USERS = 300;
    private static final int NODES = 3;
    private static final int ROUNDS = 60;

    private static final long BYSTANDER = 1_000_000;

    @TempDir
    Path stateDir;

    /** What happened to whom, and when. */
    private record Happening(String type, long userId, long atMs) {}

    @Test
    void what_is_said_is_what_the_reports_of_each_user_say() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Long, List<Long>> reportsByUser = new TreeMap<>();
        List<Happening> said;
        var settings = new EventsSettings(
                "reference", stateDir, 6, 1, Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofSeconds(60));
        var properties = StreamsConfiguration.of(settings, KafkaSettings.of("localhost:1"));
        var topology = new PresenceTopology(1, settings.shards(), settings.idleAfter(), Stores::inMemoryKeyValueStore)
                .build(properties);
        try (var driver = new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(START_MS))) {
            var input =
                    driver.createInputTopic("node.online-users", new ByteArraySerializer(), new ByteArraySerializer());
            long nowMs = START_MS;
            for (int round = 0; round < ROUNDS; round++) {
                for (int node = 1; node <= NODES; node++) {
                    nowMs += random.nextInt(8_000);
                    OnlineUser[] users = someUsers(random);
                    for (OnlineUser user : users) {
                        reportsByUser
                                .computeIfAbsent(user.getUserId(), id -> new ArrayList<>())
                                .add(nowMs);
                    }
                    input.pipeInput(report(node, nowMs, users));
                }
            }
            // Someone else moves the time on until everybody has gone.
            input.pipeInput(report(1, nowMs + 60_000, Reports.user(BYSTANDER, 1)));
            said = driver
                    .createOutputTopic("events.user", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .stream()
                    .map(PresenceReferenceTest::happening)
                    .filter(happening -> happening.userId() != BYSTANDER)
                    .toList();
        }

        List<Happening> expected = new ArrayList<>();
        reportsByUser.forEach((userId, times) -> expect(userId, times, expected));
        assertThat(said).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void expect(long userId, List<Long> times, List<Happening> expected) {
        expected.add(new Happening("user.online", userId, times.getFirst()));
        for (int i = 1; i < times.size(); i++) {
            long gapMs = times.get(i) - times.get(i - 1);
            if (gapMs >= 20_000) {
                expected.add(new Happening("user.offline", userId, times.get(i - 1) + 20_000));
            }
            if (gapMs > 10_000) {
                expected.add(new Happening("user.online", userId, times.get(i)));
            }
        }
        expected.add(new Happening("user.offline", userId, times.getLast() + 20_000));
    }

    private static OnlineUser[] someUsers(Random random) {
        return random.longs(0, USERS)
                .limit(random.nextInt(USERS) / 2)
                .distinct()
                .mapToObj(index -> Reports.user(index + 1, 3))
                .toArray(OnlineUser[]::new);
    }

    private static TestRecord<byte[], byte[]> report(long nodeId, long receivedAtMs, OnlineUser... users) {
        RecordHeaders headers = new RecordHeaders();
        Reports.headers(nodeId, receivedAtMs).writeTo(headers);
        byte[] key = Long.toString(nodeId).getBytes(StandardCharsets.UTF_8);
        return new TestRecord<>(key, Reports.of(users).toByteArray(), headers);
    }

    private static Happening happening(TestRecord<byte[], byte[]> event) {
        String type = new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
        String time = new String(event.headers().lastHeader("ce_time").value(), StandardCharsets.UTF_8);
        long userId = Long.parseLong(new String(event.key(), StandardCharsets.UTF_8));
        return new Happening(type, userId, Instant.parse(time).toEpochMilli());
    }
}
