package io.nodecore.presence.nodestats;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.FactHeaders;
import io.nodecore.presence.Reports;
import io.nodecore.presence.projection.ReceivedFact;
import io.nodecore.presence.redis.RedisPipeline;
import io.nodecore.presence.redis.RedisSettings;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.SystemStats;
import io.nodecore.schemas.facts.XrayStats;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Minutes of the history, whoever reads the reports, how often and in which order. */
class MinutesIT {

    private static final long NODE = 4_711;
    private static final String KEY = "node:4711:stats:history:minutes";
    private static final Instant NOW = Instant.now();
    private static final long MINUTE =
            NOW.truncatedTo(ChronoUnit.MINUTES).minusSeconds(120).toEpochMilli();

    private final RedisPipeline pipeline =
            new RedisPipeline(new RedisSettings(SharedServers.redis().url(), false, Duration.ofSeconds(30), 1000));
    private final RedisClient client = RedisClient.create(SharedServers.redis().url());
    private final RedisCommands<String, String> redis = client.connect().sync();

    @AfterEach
    void leave_nothing() {
        redis.del(KEY, "node:4711:stats:history");
        client.shutdown();
        pipeline.close();
    }

    @Test
    void a_minute_has_the_smallest_the_mean_and_the_greatest_of_its_reports() {
        NodeStatsProjection view = view();
        read(view, List.of(report(0, 10), report(2_000, 40)));
        read(view, List.of(report(4_000, Double.NaN), received(6_000, NodeStatsReported.getDefaultInstance())));

        JsonNode point = minute();
        assertThat(point.get("t").longValue()).isEqualTo(MINUTE);
        assertThat(point.get("n").intValue()).isEqualTo(4);
        assertThat(point.get("cpu").toString()).isEqualTo("[10.0,25.0,40.0]");
        assertThat(point.get("disk").toString()).isEqualTo("[7.0,7.0,7.0]");
        assertThat(point.get("xray").doubleValue()).isEqualTo(0.75);
        assertThat(redis.zscore(KEY, redis.zrange(KEY, 0, 0).getFirst())).isEqualTo(MINUTE);
    }

    @Test
    void a_minute_read_in_part_leaves_the_whole_one_as_it_is() {
        List<ReceivedFact<NodeStatsReported>> whole = List.of(report(0, 10), report(2_000, 40), report(4_000, 70));
        read(view(), whole);
        String before = minute().toString();

        NodeStatsProjection another = view();
        read(another, whole.subList(2, 3));
        assertThat(minute().toString()).isEqualTo(before);
        read(another, List.of(report(50_000, 99), report(51_000, 99)));
        assertThat(minute().toString()).as("as many reports, but not the same").isNotEqualTo(before);
    }

    @Test
    void a_report_that_its_node_repeats_under_its_name_counts_once_whoever_reads_it_again() {
        List<ReceivedFact<NodeStatsReported>> facts = List.of(
                named(0, "tick-1", 10),
                named(2_000, "tick-2", 40),
                named(3_000, "tick-1", 10),
                named(4_000, "tick-1", 10));
        NodeStatsProjection view = view();
        read(view, facts);
        read(view, List.of(named(58_000, "tick-2", 40), named(61_000, "tick-1", 10)));
        JsonNode point = minute();
        assertThat(point.get("n").intValue()).isEqualTo(2);
        assertThat(point.get("cpu").toString()).isEqualTo("[10.0,25.0,40.0]");

        view.startAgain();
        read(view, facts);
        assertThat(minute()).isEqualTo(point);
    }

    @Test
    void a_gateway_whose_clock_is_ahead_takes_nothing_of_the_history_away() {
        read(view(), List.of(report(0, 10)));
        read(view(), List.of(report(Duration.ofDays(2).toMillis(), 20)));
        read(view(), List.of(report(60_000, 30)));

        assertThat(scores(KEY)).containsSubsequence(MINUTE, MINUTE + 60_000);
        assertThat(scores("node:4711:stats:history")).containsSubsequence(fine(MINUTE), fine(MINUTE + 60_000));
        assertThat(redis.ttl(KEY)).isLessThanOrEqualTo(Duration.ofHours(24).toSeconds());
        assertThat(redis.ttl("node:4711:stats:history"))
                .isLessThanOrEqualTo(Duration.ofMinutes(10).toSeconds());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void reading_again_with_two_processes_and_pieces_of_any_size_ends_with_the_same_minutes(long seed) {
        var random = new Random(seed);
        List<ReceivedFact<NodeStatsReported>> facts = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            facts.add(report(i * 2_000 - 100_000, random.nextInt(100)));
        }
        // Clocks of gateways differ by a little: so much disorder.
        for (int i = 0; i + 3 < facts.size(); i += 4) {
            Collections.swap(facts, i, i + random.nextInt(4));
        }
        read(view(), facts);
        List<String> expected = redis.zrange(KEY, 0, -1);
        assertThat(expected).hasSizeGreaterThanOrEqualTo(3);

        NodeStatsProjection one = view();
        NodeStatsProjection other = view();
        int next = random.nextInt(40);
        int behind = 0;
        while (behind < facts.size()) {
            int to = Math.min(facts.size(), next + random.nextInt(15));
            read(one, facts.subList(next, to));
            next = to;
            to = Math.min(facts.size(), behind + 1 + random.nextInt(15));
            read(other, facts.subList(behind, to));
            behind = to;
            if (random.nextInt(4) == 0) {
                one.startAgain();
                next = random.nextInt(40);
            }
        }
        assertThat(redis.zrange(KEY, 0, -1)).as("seed %d", seed).isEqualTo(expected);
    }

    private List<Long> scores(String key) {
        return redis.zrangeWithScores(key, 0, -1).stream()
                .map(point -> (long) point.getScore())
                .toList();
    }

    private static long fine(long timeMs) {
        return HistoryTrack.FINE.slotOf(timeMs);
    }

    private NodeStatsProjection view() {
        return new NodeStatsProjection(InstantSource.fixed(NOW), new SimpleMeterRegistry());
    }

    private void read(NodeStatsProjection view, List<ReceivedFact<NodeStatsReported>> facts) {
        pipeline.write(view.writes(facts));
    }

    private JsonNode minute() {
        List<String> points = redis.zrange(KEY, 0, -1);
        assertThat(points).hasSize(1);
        return JsonMapper.shared().readTree(points.getFirst());
    }

    private static ReceivedFact<NodeStatsReported> report(long afterMs, double cpu) {
        return received(
                afterMs,
                NodeStatsReported.newBuilder()
                        .setSystem(SystemStats.newBuilder().setCpuPercent(cpu).setDiskUsed(7))
                        .setXray(XrayStats.newBuilder().setRunning(true))
                        .build());
    }

    private static ReceivedFact<NodeStatsReported> named(long afterMs, String reportId, double cpu) {
        return new ReceivedFact<>(
                new FactHeaders(UUID.randomUUID().toString(), NODE, MINUTE + afterMs, reportId),
                report(afterMs, cpu).fact());
    }

    private static ReceivedFact<NodeStatsReported> received(long afterMs, NodeStatsReported stats) {
        return Reports.received(NODE, MINUTE + afterMs, stats);
    }
}
