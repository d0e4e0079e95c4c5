package io.nodecore.presence.recent;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.LetterSettings;
import io.nodecore.journal.TopicFollower;
import io.nodecore.presence.redis.RedisSettings;
import io.nodecore.schemas.Topics;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all views share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RecentSettings.class, RedisSettings.class, LetterSettings.class})
public class RecentConfiguration {

    private static final int ORDERS_AT_ONCE = 500;

    @Bean
    RecentFactsHealth redisViewsHealthIndicator(List<RecentFacts<?>> views, LetterSettings letters) {
        return new RecentFactsHealth(views, letters);
    }

    @Bean
    TopicFollower rebuildOrders(List<RecentFacts<?>> views, KafkaSettings kafka, InstantSource clock) {
        return TopicFollower.ofAll(Topics.CONTROL_REPLAYS, ORDERS_AT_ONCE, kafka, new Rebuilds(views, clock)::take);
    }
}
