package io.nodecore.control.subscription;

import io.nodecore.admin.MergePatch;
import io.nodecore.admin.list.ListPages;
import io.nodecore.admin.postgres.PublicView;
import io.nodecore.control.connection.ConnectionView;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.link.LinkTable;
import io.nodecore.control.node.NodeLinks;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.node.NodeTable;
import io.nodecore.control.quota.BillingView;
import io.nodecore.control.quota.NearLimits;
import io.nodecore.control.quota.TrafficView;
import io.nodecore.control.ticks.Tick;
import io.nodecore.control.user.UserTable;
import io.nodecore.control.user.UsersOnline;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users, subscriptions and links. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExpirySettings.class)
public class SubscriptionsConfiguration {

    @Bean
    NodeLinks nodeLinks(JdbcClient jdbc) {
        return new LinkTable(jdbc)::ofNode;
    }

    @Bean
    SubscriptionIntake subscriptionIntake(DecisionLog<ControlFact> journal, JdbcClient jdbc) {
        return new SubscriptionIntake(
                journal,
                new UserTable(jdbc),
                new SubscriptionTable(jdbc),
                new LinkTable(jdbc),
                new NodeProtocolTable(jdbc));
    }

    @Bean
    BulkHttp bulkHttp(DecisionLog<ControlFact> journal, JdbcClient jdbc, MergePatch patches) {
        var intake = new BulkIntake(
                journal,
                new UserTable(jdbc),
                new SubscriptionTable(jdbc),
                new LinkTable(jdbc),
                new NodeProtocolTable(jdbc));
        return new BulkHttp(intake, patches);
    }

    @Bean
    UserHttp userHttp(
            SubscriptionIntake intake, JdbcClient jdbc, ListPages pages, UsersOnline presence, MergePatch patches) {
        return new UserHttp(intake, new UserLists(pages, new UserTable(jdbc), presence), patches);
    }

    @Bean
    SubscriptionHttp subscriptionHttp(
            SubscriptionIntake intake, JdbcClient jdbc, ListPages pages, MergePatch patches, InstantSource clock) {
        return new SubscriptionHttp(
                intake,
                new SubscriptionTable(jdbc),
                pages,
                new PublicView(jdbc, NearLimits.VIEW),
                new TrafficView(jdbc),
                new BillingView(jdbc),
                patches,
                clock);
    }

    @Bean
    LinkHttp linkHttp(SubscriptionIntake intake, JdbcClient jdbc) {
        return new LinkHttp(
                intake, new LinkTable(jdbc), new ConnectionView(new NodeTable(jdbc), new NodeProtocolTable(jdbc)));
    }

    @Bean
    Tick expiryTick(DecisionLog<ControlFact> journal, JdbcClient jdbc, ExpirySettings settings, InstantSource clock) {
        var expiry = new SubscriptionExpiry(journal, new SubscriptionTable(jdbc), clock);
        return new Tick("subscription-expiry", settings.tick(), settings.tick(), expiry::tick);
    }
}
