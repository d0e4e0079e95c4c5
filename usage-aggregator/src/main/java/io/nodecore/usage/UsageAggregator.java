package io.nodecore.usage;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.journal.clocks.ReceivedAtSettings;
import io.nodecore.journal.topic.ProvisionedTopics;
import io.nodecore.projection.ProjectionConfiguration;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.ReplaysConfiguration;
import io.nodecore.schemas.Topics;
import io.nodecore.usage.clocks.ClockedProjection;
import io.nodecore.usage.minutes.UsageProjection;
import io.nodecore.usage.nodestats.NodeStatsHoursProjection;
import io.nodecore.usage.outbound.OutboundProjection;
import io.nodecore.usage.quotas.Quotas;
import io.nodecore.usage.quotas.QuotasConfiguration;
import io.nodecore.usage.sessions.SessionProjection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Stores the bytes, sessions and stats that nodes report in Postgres. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties({KafkaSettings.class, ReceivedAtSettings.class, UsageSettings.class})
@Import({ProjectionConfiguration.class, QuotasConfiguration.class, ReplaysConfiguration.class})
public class UsageAggregator {

    public static void main(String[] args) {
        start(args);
    }

    /** @param args settings as {@code --property=value} */
    public static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = new SpringApplication(UsageAggregator.class);
        application.setDefaultProperties(Map.of("spring.config.name", "usage-aggregator"));
        return application.run(args);
    }

    @Bean
    static ProvisionedTopics topics(KafkaSettings kafka) {
        return new ProvisionedTopics(
                kafka,
                List.of(
                        Topics.USAGE,
                        Topics.USAGE_CORRECTED,
                        Topics.OUTBOUND_USAGE,
                        Topics.SESSION_EVENTS,
                        Topics.STATS,
                        Topics.CONTROL_SUBSCRIPTIONS,
                        Topics.CONTROL_REPLAYS,
                        Topics.SUBSCRIPTION_EVENTS));
    }

    @Bean
    static ReceivedAtBound receivedAtBound(ReceivedAtSettings settings, MeterRegistry meters) {
        return ReceivedAtBound.of(
                settings,
                topic -> meters.counter("nodecore.usage.received.at.replaced", "topic", topic)
                        .increment());
    }

    @Bean
    static PostgresHealth postgresHealthIndicator(JdbcConnectionDetails postgres, UsageSettings settings) {
        return new PostgresHealth(postgres, settings.postgresAnswersWithin());
    }

    @Bean
    static ProjectionRunner<?> usageRunner(
            DataSource dataSource,
            KafkaSettings kafka,
            ProjectionSettings settings,
            ReceivedAtBound receivedAt,
            MeterRegistry meters) {
        return new ProjectionRunner<>(
                ClockedProjection.of(receivedAt, new UsageProjection(Quotas.LIVE)),
                dataSource,
                kafka,
                settings,
                meters);
    }

    @Bean
    static ProjectionRunner<?> outboundUsageRunner(
            DataSource dataSource,
            KafkaSettings kafka,
            ProjectionSettings settings,
            ReceivedAtBound receivedAt,
            MeterRegistry meters) {
        return new ProjectionRunner<>(
                ClockedProjection.of(receivedAt, new OutboundProjection()), dataSource, kafka, settings, meters);
    }

    @Bean
    static ProjectionRunner<?> sessionEventsRunner(
            DataSource dataSource,
            KafkaSettings kafka,
            ProjectionSettings settings,
            ReceivedAtBound receivedAt,
            MeterRegistry meters) {
        return new ProjectionRunner<>(
                ClockedProjection.of(receivedAt, new SessionProjection()), dataSource, kafka, settings, meters);
    }

    @Bean
    static ProjectionRunner<?> nodeStatsHoursRunner(
            DataSource dataSource,
            KafkaSettings kafka,
            ProjectionSettings settings,
            ReceivedAtBound receivedAt,
            MeterRegistry meters) {
        return new ProjectionRunner<>(
                ClockedProjection.of(receivedAt, new NodeStatsHoursProjection()), dataSource, kafka, settings, meters);
    }

    @Bean
    static Replayable<?> usageReplay(ReceivedAtBound receivedAt) {
        return UsageProjection.replayable(receivedAt);
    }

    @Bean
    static Replayable<?> outboundUsageReplay(ReceivedAtBound receivedAt) {
        return OutboundProjection.replayable(receivedAt);
    }

    @Bean
    static Replayable<?> sessionEventsReplay(ReceivedAtBound receivedAt) {
        return SessionProjection.replayable(receivedAt);
    }

    @Bean
    static Replayable<?> nodeStatsHoursReplay(ReceivedAtBound receivedAt) {
        return NodeStatsHoursProjection.replayable(receivedAt);
    }
}
