package io.nodecore.presence.nodestats;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.deadletters.DeadLetters;
import io.nodecore.presence.recent.RecentFacts;
import io.nodecore.presence.recent.RecentSettings;
import io.nodecore.presence.redis.RedisPipeline;
import io.nodecore.presence.redis.RedisSettings;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeStatsReported;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the node stats. */
@Configuration(proxyBeanMethods = false)
public class NodeStatsConfiguration {

    @Bean
    DeadLetters nodeStatsDeadLetters(KafkaSettings kafka) {
        return new DeadLetters(NodeStatsView.NAME, Topics.STATS, kafka);
    }

    @Bean
    RecentFacts<NodeStatsReported> nodeStatsFacts(
            DeadLetters nodeStatsDeadLetters,
            KafkaSettings kafka,
            RedisSettings redis,
            RecentSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        return new RecentFacts<>(
                new NodeStatsView(clock, meters),
                nodeStatsDeadLetters,
                kafka,
                new RedisPipeline(redis),
                settings,
                clock,
                meters);
    }
}
