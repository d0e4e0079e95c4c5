package io.nodecore.control.limit;

import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.quota.BillingView;
import io.nodecore.control.subscription.SubscriptionTable;
import io.nodecore.control.ticks.Tick;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicFollower;
import io.nodecore.journal.deadletter.DeadLetterJournal;
import io.nodecore.journal.deadletter.DeadLetterSettings;
import io.nodecore.schemas.Topics;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the follower of limit events, and the tick that starts quota periods. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaSettings.class)
public class LimitsConfiguration {

    private static final int LIMITS_AT_ONCE = 5_000;

    @Bean
    Tick quotaResetTick(
            DecisionLog<ControlFact> journal, JdbcClient jdbc, QuotaSettings settings, InstantSource clock) {
        var reset = new QuotaReset(journal, new SubscriptionTable(jdbc), new BillingView(jdbc), clock);
        return new Tick("quota-reset", settings.tick(), settings.tick(), reset::tick);
    }

    /** Down while limit events are not read or can't be decoded: subscriptions over their limit would stay active. */
    @Bean
    HealthIndicator limitsHealthIndicator(
            TopicFollower limitFollower, DeadLetterJournal limitDeadLetters, DeadLetterSettings deadLetters) {
        return () -> {
            String ofFollower = limitFollower.trouble();
            String trouble = ofFollower == null
                    ? deadLetters.trouble(limitDeadLetters.recent()).orElse(null)
                    : ofFollower;
            return trouble == null
                    ? Health.up().build()
                    : Health.down().withDetail(limitFollower.topic(), trouble).build();
        };
    }

    @Bean
    DeadLetterJournal limitDeadLetters(KafkaSettings kafka) {
        return new DeadLetterJournal("subscription-limits", List.of(Topics.SUBSCRIPTION_EVENTS), kafka);
    }

    @Bean
    TopicFollower limitFollower(
            DecisionLog<ControlFact> journal,
            JdbcClient jdbc,
            KafkaSettings kafka,
            DeadLetterJournal limitDeadLetters) {
        var intake = new LimitEventFollower(journal, new SubscriptionTable(jdbc), limitDeadLetters::keep);
        return TopicFollower.inGroup(
                "nodecore.subscription-limits", Topics.SUBSCRIPTION_EVENTS, LIMITS_AT_ONCE, kafka, intake::take);
    }
}
