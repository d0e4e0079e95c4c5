package io.nodecore.usage.quotas;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicFollower;
import io.nodecore.outbox.OutboxRelay;
import io.nodecore.outbox.OutboxSettings;
import io.nodecore.schemas.Topics;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Quota terms of subscriptions, and the relay of the events of their limits. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxSettings.class)
public class QuotasConfiguration {

    private static final int TERMS_AT_ONCE = 5_000;

    @Bean
    TopicFollower terms(DataSource dataSource, KafkaSettings kafka) {
        return TopicFollower.ofAll(
                Topics.CONTROL_SUBSCRIPTIONS, TERMS_AT_ONCE, kafka, new QuotaTermsProjection(dataSource)::take);
    }

    /** Down while changes of terms are not read: new limits would not be checked. */
    @Bean
    HealthIndicator termsHealthIndicator(TopicFollower terms) {
        return () -> {
            String trouble = terms.isRunning() ? terms.trouble() : "not running";
            return trouble == null
                    ? Health.up().build()
                    : Health.down().withDetail(terms.topic(), trouble).build();
        };
    }

    @Bean
    OutboxRelay outboxRelay(DataSource dataSource, KafkaSettings kafka, OutboxSettings settings) {
        return new OutboxRelay(dataSource, kafka, settings);
    }
}
