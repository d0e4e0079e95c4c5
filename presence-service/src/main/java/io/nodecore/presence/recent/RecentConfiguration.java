package io.nodecore.presence.recent;

import io.nodecore.journal.LetterSettings;
import io.nodecore.presence.redis.RedisSettings;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all views share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RecentSettings.class, RedisSettings.class, LetterSettings.class})
public class RecentConfiguration {

    @Bean
    RecentFactsHealth redisViewsHealthIndicator(List<RecentFacts<?>> views, LetterSettings letters) {
        return new RecentFactsHealth(views, letters);
    }
}
