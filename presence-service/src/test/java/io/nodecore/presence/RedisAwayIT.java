package io.nodecore.presence;

import static io.nodecore.presence.Reports.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.nodecore.embedded.EmbeddedRedis;
import io.nodecore.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis goes away and comes back while users are reported. */
class RedisAwayIT {

    @TempDir
    Path folder;

    @Test
    void what_was_reported_meanwhile_is_there_once_redis_is_back() throws Exception {
        EmbeddedRedis first = EmbeddedRedis.start(folder.resolve("redis"), 0);
        String url = first.url();
        try (var topics = new TopicFixture();
                var service = RunningService.start(folder.resolve("streams"), url)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(service.get("/actuator/health/readiness"))
                            .contains("\"online\":\"following\""));
            first.close();
            topics.append(Topics.ONLINE_USERS, 21, System.currentTimeMillis(), Reports.of(user(2100, 3)));

            // Away for a moment is a detail, not a failure.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(service.get("/actuator/health/readiness"))
                            .contains("\"online\":\"waiting for Redis\"", "\"status\":\"UP\""));
            topics.append(Topics.ONLINE_USERS, 21, System.currentTimeMillis(), Reports.of(user(2101, 3)));
            try (EmbeddedRedis second =
                    EmbeddedRedis.start(folder.resolve("redis"), URI.create(url).getPort())) {
                awaitKey(second.url(), "online:user:2101");
            }
        }
    }

    private static void awaitKey(String url, String key) {
        RedisClient client = RedisClient.create(url);
        try (var connection = client.connect()) {
            await().atMost(Duration.ofSeconds(10)).until(() -> connection.sync().exists(key) == 1);
        } finally {
            client.shutdown();
        }
    }
}
