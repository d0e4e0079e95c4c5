package io.nodecore.presence;

import static io.nodecore.presence.Reports.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.nodecore.embedded.EmbeddedRedisCluster;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.OnlineUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Presence keys in a Redis Cluster, one of whose servers goes away and comes back while users are reported. */
class RedisClusterIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SERVERS = 3;

    @TempDir
    Path folder;

    @Test
    void keys_stand_on_all_servers_and_heal_when_one_was_away() throws Exception {
        try (var cluster = EmbeddedRedisCluster.start(folder.resolve("cluster"), SERVERS);
                var topics = new TopicFixture();
                var service = RunningService.start(
                        folder.resolve("streams"), cluster.url(), "--nodecore.redis.cluster=true")) {
            RedisClusterClient client = RedisClusterClient.create(cluster.url());
            try (var connection = client.connect()) {
                var redis = connection.sync();
                OnlineUser[] users = users(5_001, 5_100);
                assertThat(LongStream.rangeClosed(5_001, 5_100)
                                .map(id -> (long) SlotHash.getSlot("online:user:" + id) * SERVERS / SlotHash.SLOT_COUNT)
                                .distinct()
                                .count())
                        .as("servers that have keys of these users")
                        .isEqualTo(SERVERS);
                await().atMost(SOON).untilAsserted(() -> {
                    topics.append(Topics.ONLINE_USERS, 51, System.currentTimeMillis(), Reports.of(users));
                    for (OnlineUser user : users) {
                        assertThat(redis.pttl("online:user:" + user.getUserId()))
                                .isBetween(1L, 20_000L);
                    }
                });

                cluster.stop(1);
                topics.append(Topics.ONLINE_USERS, 51, System.currentTimeMillis(), Reports.of(users));
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(service.get("/actuator/health/readiness"))
                                .contains("\"online\":\"waiting for Redis\""));
                OnlineUser[] meanwhile = users(5_201, 5_230);
                cluster.startAgain(1);
                await().atMost(SOON).untilAsserted(() -> {
                    topics.append(Topics.ONLINE_USERS, 51, System.currentTimeMillis(), Reports.of(meanwhile));
                    assertThat(service.get("/actuator/health/readiness")).contains("\"online\":\"following\"");
                    for (OnlineUser user : meanwhile) {
                        assertThat(redis.pttl("online:user:" + user.getUserId()))
                                .isBetween(1L, 20_000L);
                    }
                });
            } finally {
                client.shutdown();
            }
        }
    }

    private static OnlineUser[] users(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(id -> user(id, 3)).toArray(OnlineUser[]::new);
    }
}
