package io.nodecore.presence.nodestats;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.journal.deadletter.DeadLetterJournal;
import io.nodecore.presence.projection.RedisProjectionRunner;
import io.nodecore.presence.projection.RedisProjectionSettings;
import io.nodecore.presence.redis.RedisPipeline;
import io.nodecore.presence.redis.RedisSettings;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeStatsReported;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the node stats. */
@Configuration(proxyBeanMethods = false)
public class NodeStatsConfiguration {

    @Bean
    DeadLetterJournal nodeStatsDeadLetters(KafkaSettings kafka) {
        return new DeadLetterJournal(NodeStatsProjection.NAME, List.of(Topics.STATS), kafka);
    }

    @Bean
    RedisProjectionRunner<NodeStatsReported> nodeStatsFacts(
            DeadLetterJournal nodeStatsDeadLetters,
            KafkaSettings kafka,
            RedisSettings redis,
            RedisProjectionSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        return new RedisProjectionRunner<>(
                new NodeStatsProjection(clock, meters),
                (record, cause) -> nodeStatsDeadLetters.keep(List.of(new DeadLetter(record, cause))),
                kafka,
                new RedisPipeline(redis),
                settings,
                clock,
                meters);
    }
}
