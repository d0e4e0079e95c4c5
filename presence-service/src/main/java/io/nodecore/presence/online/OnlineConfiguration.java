package io.nodecore.presence.online;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.recent.Poison;
import io.nodecore.presence.recent.RecentFacts;
import io.nodecore.presence.recent.RecentSettings;
import io.nodecore.presence.redis.RedisPipeline;
import io.nodecore.presence.redis.RedisSettings;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the presence keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OnlineSettings.class)
public class OnlineConfiguration {

    @Bean
    RecentFacts<OnlineUsersReported> onlineFacts(
            OnlineSettings online,
            KafkaSettings kafka,
            RedisSettings redis,
            RecentSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        // The topology reads the same topic and keeps its dead letters.
        return new RecentFacts<>(
                new OnlineView(online, clock, meters),
                Poison.KEPT_ELSEWHERE,
                kafka,
                new RedisPipeline(redis),
                settings,
                clock,
                meters);
    }
}
