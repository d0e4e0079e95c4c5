package io.nodecore.presence;

import static io.nodecore.presence.Reports.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.Replay;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.SystemStats;
import io.nodecore.testkit.SharedServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a real broker and a real Redis. Each test has users and nodes of its own. */
class PresenceServiceIT {

    @TempDir
    static Path stateDir;

    private static TopicFixture topics;
    private static RedisClient redisClient;
    private static StatefulRedisConnection<String, String> redisConnection;
    private static RedisCommands<String, String> redis;
    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start(stateDir, SharedServers.redis().url());
        topics = new TopicFixture();
        redisClient = RedisClient.create(SharedServers.redis().url());
        redisConnection = redisClient.connect();
        redis = redisConnection.sync();
        // Until the views follow; a slow start must not make the tests' reports stale.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            topics.append(Topics.ONLINE_USERS, 10, System.currentTimeMillis(), Reports.of(user(1001, 3)));
            topics.append(Topics.STATS, 10, System.currentTimeMillis(), stats(1));
            return redis.exists("online:user:1001", "node:10:stats") == 2;
        });
    }

    @AfterAll
    static void stop() {
        service.close();
        topics.close();
        redisConnection.close();
        redisClient.shutdown();
    }

    @Test
    void presence_keys_hold_received_at_and_expire_twenty_seconds_after_it() {
        long receivedAt = System.currentTimeMillis() - 3_000;
        topics.append(Topics.ONLINE_USERS, 11, receivedAt, Reports.of(user(1101, 3), user(1101, 4)));

        for (String key : List.of("online:user:1101", "online:inbound:3:user:1101", "online:inbound:4:user:1101")) {
            soon().untilAsserted(() -> assertThat(redis.get(key)).isEqualTo(Long.toString(receivedAt)));
            // Asked for before: the key has that long to live at most when Redis looks.
            long atMost = receivedAt + 20_000 + 100 - System.currentTimeMillis();
            assertThat(redis.pttl(key)).isPositive().isLessThanOrEqualTo(atMost);
        }
    }

    @Test
    void a_node_has_the_counts_of_its_newest_report_until_twenty_seconds_after_it() {
        long receivedAt = System.currentTimeMillis() - 3_000;
        topics.append(Topics.ONLINE_USERS, 17, receivedAt - 1_000, Reports.of(user(1701, 3)));
        topics.append(Topics.ONLINE_USERS, 17, receivedAt, Reports.of(user(1701, 3), user(1701, 4), user(1702, 3)));

        soon().untilAsserted(() -> assertThat(redis.get("node:17:online"))
                .isEqualTo("{\"receivedAtMs\":%d,\"users\":2,\"protocols\":{\"3\":2,\"4\":1}}".formatted(receivedAt)));
        long atMost = receivedAt + 20_000 + 100 - System.currentTimeMillis();
        assertThat(redis.pttl("node:17:online")).isPositive().isLessThanOrEqualTo(atMost);
    }

    @Test
    void a_report_older_than_the_ttl_makes_nobody_online() {
        long now = System.currentTimeMillis();
        topics.append(Topics.ONLINE_USERS, 12, now - 20_500, Reports.of(user(1201, 3)));
        topics.append(Topics.ONLINE_USERS, 12, now, Reports.of(user(1202, 3)));

        soon().until(() -> redis.exists("online:user:1202") == 1);
        assertThat(redis.exists("online:user:1201", "online:inbound:3:user:1201"))
                .isZero();
    }

    @Test
    void a_flushed_redis_heals_with_the_next_report() {
        topics.append(Topics.ONLINE_USERS, 13, System.currentTimeMillis(), Reports.of(user(1301, 3)));
        soon().until(() -> redis.exists("online:user:1301") == 1);
        redis.flushall();
        topics.append(Topics.ONLINE_USERS, 13, System.currentTimeMillis(), Reports.of(user(1301, 3)));

        soon().until(() -> redis.exists("online:user:1301", "online:inbound:3:user:1301") == 2);
    }

    @Test
    void an_ordered_rebuild_writes_the_recent_past_again_without_any_new_report() {
        long receivedAt = System.currentTimeMillis();
        topics.append(Topics.ONLINE_USERS, 16, receivedAt, Reports.of(user(1601, 3)));
        topics.append(Topics.STATS, 16, receivedAt, stats(10));
        soon().until(() -> redis.exists("online:user:1601", "node:16:stats") == 2);
        redis.del("online:user:1601", "node:16:stats");

        topics.order(rebuild(1, System.currentTimeMillis()));

        soon().until(() -> redis.exists("replay:1:online", "replay:1:node-stats") == 2);
        assertThat(redis.get("online:user:1601")).isEqualTo(Long.toString(receivedAt));
        assertThat(redis.exists("node:16:stats")).isEqualTo(1);
    }

    @Test
    void an_order_from_before_the_start_is_told_to_be_done_too_unless_it_is_very_old() {
        long now = System.currentTimeMillis();
        topics.order(rebuild(3, now - Duration.ofHours(25).toMillis()));
        topics.order(rebuild(2, now - Duration.ofHours(1).toMillis()));

        soon().until(() -> redis.exists("replay:2:online", "replay:2:node-stats") == 2);
        assertThat(redis.exists("replay:3:online", "replay:3:node-stats")).isZero();
    }

    @Test
    void a_node_has_a_snapshot_and_a_history() {
        long receivedAt = System.currentTimeMillis();
        topics.append(Topics.STATS, 14, receivedAt - 90_000, stats(10));
        topics.append(Topics.STATS, 14, receivedAt, stats(30));
        topics.append(Topics.STATS, 14, receivedAt - 4_000, stats(20));

        soon().until(() -> redis.zcard("node:14:stats:history") == 3);
        JsonNode snapshot = JsonMapper.shared().readTree(redis.get("node:14:stats"));
        assertThat(snapshot.at("/nodeId").longValue()).isEqualTo(14);
        assertThat(snapshot.at("/system/cpuPercent").doubleValue()).isEqualTo(30);
        assertThat(redis.ttl("node:14:stats")).isBetween(1L, 60L);
        assertThat(redis.ttl("node:14:stats:history")).isBetween(1L, 600L);
        assertThat(redis.zcard("node:14:stats:history:minutes")).isBetween(2L, 3L);
        assertThat(redis.ttl("node:14:stats:history:minutes")).isBetween(86_000L, 86_400L);
    }

    @Test
    void stats_too_old_for_a_snapshot_are_history_only() {
        topics.append(Topics.STATS, 15, System.currentTimeMillis() - 61_000, stats(10));

        soon().until(() -> redis.zcard("node:15:stats:history") == 1);
        assertThat(redis.exists("node:15:stats")).isZero();
    }

    @Test
    void user_online_is_said_exactly_once_with_a_restart_in_the_middle() {
        long first = System.currentTimeMillis();
        topics.append(Topics.ONLINE_USERS, 16, first, Reports.of(user(1601, 3, "203.0.113.7")));
        soon().until(() -> eventTypes(1601).equals(List.of("user.online")));
        topics.append(Topics.ONLINE_USERS, 16, first + 5_000, Reports.of(user(1601, 3)));
        service.close();
        topics.append(Topics.ONLINE_USERS, 16, first + 10_000, Reports.of(user(1601, 3)));
        topics.append(Topics.ONLINE_USERS, 16, first + 21_000, Reports.of(user(1601, 3)));
        service = RunningService.start(stateDir, SharedServers.redis().url());

        soon().until(() -> eventTypes(1601).size() == 2);
        JsonNode second = JsonMapper.shared()
                .readTree(topics.committed(Topics.USER_EVENTS, "1601").getLast().value());
        assertThat(second.get("gapSeconds").doubleValue()).isEqualTo(11);
        assertThat(eventTypes(1601)).containsExactly("user.online", "user.online");
    }

    @Test
    void a_user_who_falls_silent_goes_offline() {
        topics.append(Topics.ONLINE_USERS, 17, System.currentTimeMillis() - 15_000, Reports.of(user(1701, 3)));

        await().atMost(Duration.ofSeconds(45))
                .until(() -> eventTypes(1701).equals(List.of("user.online", "user.offline")));
    }

    @Test
    void unreadable_facts_are_kept_once_and_the_next_ones_are_read() {
        byte[] garbage = {1, 2, 3};
        topics.append(Topics.ONLINE_USERS, Reports.headers(18, System.currentTimeMillis()), garbage);
        topics.append(Topics.STATS, Reports.headers(18, System.currentTimeMillis()), garbage);
        topics.append(Topics.ONLINE_USERS, 18, System.currentTimeMillis(), Reports.of(user(1801, 3)));
        topics.append(Topics.STATS, 18, System.currentTimeMillis(), stats(10));

        soon().until(() -> eventTypes(1801).equals(List.of("user.online")));
        soon().until(() -> redis.exists("online:user:1801", "node:18:stats") == 2);
        for (var topic : List.of(Topics.ONLINE_USERS, Topics.STATS)) {
            var deadLetters = topics.committed(topic.deadLetters().orElseThrow(), "18");
            assertThat(deadLetters).singleElement().satisfies(deadLetter -> {
                assertThat(deadLetter.value()).isEqualTo(garbage);
                assertThat(TopicFixture.header(deadLetter, "dlq-topic")).isEqualTo(topic.name());
                assertThat(TopicFixture.header(deadLetter, "dlq-cause")).startsWith("InvalidProtocolBufferException");
            });
        }
    }

    @Test
    void it_is_ready_and_shows_its_metrics() {
        soon().untilAsserted(() -> assertThat(service.get("/actuator/health/readiness"))
                .contains("\"online\":\"following\"", "\"node-stats\":\"following\"", "RUNNING"));
        soon().untilAsserted(() -> assertThat(service.get("/actuator/prometheus"))
                .contains("nodecore_presence_redis_commands_total", "kafka_stream"));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private static List<String> eventTypes(long userId) {
        return topics.committed(Topics.USER_EVENTS, Long.toString(userId)).stream()
                .map(event -> TopicFixture.header(event, "ce_type"))
                .toList();
    }

    private static NodeStatsReported stats(double cpuPercent) {
        return NodeStatsReported.newBuilder()
                .setSystem(SystemStats.newBuilder().setCpuPercent(cpuPercent))
                .build();
    }

    private static Replay rebuild(long id, long requestedAtMs) {
        return Replay.newBuilder()
                .setId(id)
                .setProjection("presence")
                .setWanted("run")
                .setRequestedAtMs(requestedAtMs)
                .build();
    }
}
