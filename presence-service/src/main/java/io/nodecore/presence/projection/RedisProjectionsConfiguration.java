package io.nodecore.presence.projection;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicFollower;
import io.nodecore.journal.deadletter.DeadLetterSettings;
import io.nodecore.presence.redis.RedisSettings;
import io.nodecore.schemas.Topics;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that all projections in Redis share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RedisProjectionSettings.class, RedisSettings.class, DeadLetterSettings.class})
public class RedisProjectionsConfiguration {

    private static final int ORDERS_AT_ONCE = 500;

    @Bean
    RedisProjectionHealth redisViewsHealthIndicator(
            List<RedisProjectionRunner<?>> views, DeadLetterSettings deadLetters) {
        return new RedisProjectionHealth(views, deadLetters);
    }

    @Bean
    TopicFollower rebuildOrders(List<RedisProjectionRunner<?>> views, KafkaSettings kafka, InstantSource clock) {
        return TopicFollower.ofAll(Topics.CONTROL_REPLAYS, ORDERS_AT_ONCE, kafka, new Rebuilds(views, clock)::take);
    }
}
