package io.nodecore.usage;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.ProvisionedTopics;
import io.nodecore.projection.ProjectionConfiguration;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.ReplaysConfiguration;
import io.nodecore.schemas.Topics;
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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Bytes and sessions as nodes report them, in Postgres. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(KafkaSettings.class)
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
    static ProjectionRunner<?> usageRunner(
            DataSource dataSource, KafkaSettings kafka, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionRunner<>(new UsageProjection(Quotas.LIVE), dataSource, kafka, settings, meters);
    }

    @Bean
    static ProjectionRunner<?> outboundUsageRunner(
            DataSource dataSource, KafkaSettings kafka, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionRunner<>(new OutboundProjection(), dataSource, kafka, settings, meters);
    }

    @Bean
    static ProjectionRunner<?> sessionEventsRunner(
            DataSource dataSource, KafkaSettings kafka, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionRunner<>(new SessionProjection(), dataSource, kafka, settings, meters);
    }

    @Bean
    static ProjectionRunner<?> nodeStatsHoursRunner(
            DataSource dataSource, KafkaSettings kafka, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionRunner<>(new NodeStatsHoursProjection(), dataSource, kafka, settings, meters);
    }

    @Bean
    static Replayable<?> usageReplay() {
        return UsageProjection.replayable();
    }

    @Bean
    static Replayable<?> outboundUsageReplay() {
        return OutboundProjection.replayable();
    }

    @Bean
    static Replayable<?> sessionEventsReplay() {
        return SessionProjection.replayable();
    }

    @Bean
    static Replayable<?> nodeStatsHoursReplay() {
        return NodeStatsHoursProjection.replayable();
    }
}
