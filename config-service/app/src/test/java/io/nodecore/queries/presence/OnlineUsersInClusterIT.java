package io.nodecore.queries.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.RedisClusterClient;
import io.nodecore.admin.redis.AdminRedisSettings;
import io.nodecore.admin.redis.RedisReads;
import io.nodecore.embedded.EmbeddedRedisCluster;
import io.nodecore.queries.presence.OnlineUsers.OnlineUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Presence keys that are spread over the servers of a cluster. */
class OnlineUsersInClusterIT {

    @Test
    void users_are_found_on_all_servers(@TempDir Path folder) throws Exception {
        try (var cluster = EmbeddedRedisCluster.start(folder, 3);
                var reads = new RedisReads(new AdminRedisSettings(cluster.url(), true, Duration.ofSeconds(5)))) {
            RedisClusterClient client = RedisClusterClient.create(cluster.url());
            try (var connection = client.connect()) {
                for (long user = 1; user <= 300; user++) {
                    connection.sync().set("online:inbound:7:user:" + user, "1700000000000");
                    connection.sync().set("online:inbound:8:user:" + user, "1700000000" + (100 + user % 100));
                }
            } finally {
                client.shutdown();
            }

            List<OnlineUser> first =
                    new OnlineUsers(reads).page(null, protocol -> true, 0, 200).items();
            List<OnlineUser> rest = new OnlineUsers(reads)
                    .page(null, protocol -> true, 200, 200)
                    .items();

            assertThat(first)
                    .extracting(OnlineUser::userId)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 200).boxed().toList());
            assertThat(rest)
                    .extracting(OnlineUser::userId)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(201, 300).boxed().toList());
            assertThat(first).allSatisfy(user -> {
                assertThat(user.nodeProtocolIds()).containsExactly(7L, 8L);
                assertThat(user.lastSeenAt().toEpochMilli()).isEqualTo(1_700_000_000_100L + user.userId() % 100);
            });
        }
    }
}
