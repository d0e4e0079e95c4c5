package io.nodecore.presence.online;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.projection.RedisProjectionRunner;
import io.nodecore.presence.projection.RedisProjectionSettings;
import io.nodecore.presence.projection.UnreadableFacts;
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
    RedisProjectionRunner<OnlineUsersReported> onlineFacts(
            OnlineSettings online,
            KafkaSettings kafka,
            RedisSettings redis,
            RedisProjectionSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        // The topology reads the same topic and keeps its dead letters.
        return new RedisProjectionRunner<>(
                new OnlineProjection(online, clock, meters),
                UnreadableFacts.KEPT_ELSEWHERE,
                kafka,
                new RedisPipeline(redis),
                settings,
                clock,
                meters);
    }
}
