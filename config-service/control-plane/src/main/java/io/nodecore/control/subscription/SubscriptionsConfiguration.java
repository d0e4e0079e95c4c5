package io.nodecore.control.subscription;

import io.nodecore.admin.MergePatch;
import io.nodecore.control.decision.ControlJournal;
import io.nodecore.control.link.LinkTable;
import io.nodecore.control.node.NodeLinks;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.quota.BillingView;
import io.nodecore.control.quota.LimitEventFollower;
import io.nodecore.control.quota.QuotaReset;
import io.nodecore.control.quota.QuotaSettings;
import io.nodecore.control.quota.TrafficView;
import io.nodecore.control.ticks.Tick;
import io.nodecore.control.user.UserHttp;
import io.nodecore.control.user.UserTable;
import io.nodecore.journal.DeadLetterJournal;
import io.nodecore.journal.DeadLetterSettings;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicFollower;
import io.nodecore.schemas.Topics;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users, subscriptions and links. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ExpirySettings.class, QuotaSettings.class})
public class SubscriptionsConfiguration {

    private static final int LIMITS_AT_ONCE = 5_000;

    @Bean
    NodeLinks nodeLinks(JdbcClient jdbc) {
        return new LinkTable(jdbc)::ofNode;
    }

    @Bean
    SubscriptionIntake customerIntake(ControlJournal journal, JdbcClient jdbc) {
        return new SubscriptionIntake(
                journal,
                new UserTable(jdbc),
                new SubscriptionTable(jdbc),
                new LinkTable(jdbc),
                new NodeProtocolTable(jdbc));
    }

    @Bean
    BulkHttp bulkHttp(ControlJournal journal, JdbcClient jdbc, MergePatch patches) {
        var intake = new BulkIntake(
                journal,
                new UserTable(jdbc),
                new SubscriptionTable(jdbc),
                new LinkTable(jdbc),
                new NodeProtocolTable(jdbc));
        return new BulkHttp(intake, patches);
    }

    @Bean
    UserHttp userHttp(SubscriptionIntake intake, JdbcClient jdbc, MergePatch patches) {
        return new UserHttp(intake, new UserTable(jdbc), patches);
    }

    @Bean
    SubscriptionHttp subscriptionHttp(
            SubscriptionIntake intake, JdbcClient jdbc, MergePatch patches, InstantSource clock) {
        return new SubscriptionHttp(
                intake, new SubscriptionTable(jdbc), new TrafficView(jdbc), new BillingView(jdbc), patches, clock);
    }

    @Bean
    Tick expiryTick(ControlJournal journal, JdbcClient jdbc, ExpirySettings settings, InstantSource clock) {
        var expiry = new SubscriptionExpiry(journal, new SubscriptionTable(jdbc), clock);
        return new Tick("subscription-expiry", settings.tick(), settings.tick(), expiry::tick);
    }

    @Bean
    Tick quotaResetTick(ControlJournal journal, JdbcClient jdbc, QuotaSettings settings, InstantSource clock) {
        var reset = new QuotaReset(journal, new SubscriptionTable(jdbc), new BillingView(jdbc), clock);
        return new Tick("quota-reset", settings.tick(), settings.tick(), reset::tick);
    }

    /** Down while limits that are reached do not cut, or are told of in a way that nobody can read. */
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
            ControlJournal journal, JdbcClient jdbc, KafkaSettings kafka, DeadLetterJournal limitDeadLetters) {
        var intake = new LimitEventFollower(journal, new SubscriptionTable(jdbc), limitDeadLetters::keep);
        return TopicFollower.inGroup(
                "nodecore.subscription-limits", Topics.SUBSCRIPTION_EVENTS, LIMITS_AT_ONCE, kafka, intake::take);
    }
}
