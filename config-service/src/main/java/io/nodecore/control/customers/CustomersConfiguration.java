package io.nodecore.control.customers;

import io.nodecore.control.admin.MergePatch;
import io.nodecore.control.journal.ControlJournal;
import io.nodecore.control.nodes.NodeLinks;
import io.nodecore.control.nodes.NodeProtocolTable;
import io.nodecore.control.ticks.Tick;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users, subscriptions and links. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExpirySettings.class)
public class CustomersConfiguration {

    @Bean
    NodeLinks nodeLinks(JdbcClient jdbc) {
        return new LinkTable(jdbc)::ofNode;
    }

    @Bean
    CustomerIntake customerIntake(ControlJournal journal, JdbcClient jdbc) {
        return new CustomerIntake(
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
    UserHttp userHttp(CustomerIntake intake, JdbcClient jdbc, MergePatch patches) {
        return new UserHttp(intake, new UserTable(jdbc), patches);
    }

    @Bean
    SubscriptionHttp subscriptionHttp(CustomerIntake intake, JdbcClient jdbc, MergePatch patches) {
        return new SubscriptionHttp(intake, new SubscriptionTable(jdbc), new TrafficView(jdbc), patches);
    }

    @Bean
    LinkHttp linkHttp(CustomerIntake intake, JdbcClient jdbc) {
        return new LinkHttp(intake, new LinkTable(jdbc));
    }

    @Bean
    Tick expiryTick(ControlJournal journal, JdbcClient jdbc, ExpirySettings settings, InstantSource clock) {
        var expiry = new SubscriptionExpiry(journal, new SubscriptionTable(jdbc), clock);
        return new Tick("subscription-expiry", settings.tick(), settings.tick(), expiry::tick);
    }
}
