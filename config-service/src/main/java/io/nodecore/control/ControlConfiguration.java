package io.nodecore.control;

import io.nodecore.control.configs.RevisionConsequences;
import io.nodecore.control.configs.RevisionTable;
import io.nodecore.control.customers.LinkTable;
import io.nodecore.control.customers.SubscriptionTable;
import io.nodecore.control.customers.UserTable;
import io.nodecore.control.journal.ControlJournal;
import io.nodecore.control.nodes.CodeTable;
import io.nodecore.control.nodes.KeyTable;
import io.nodecore.control.nodes.NodeProtocolTable;
import io.nodecore.control.nodes.NodeTable;
import io.nodecore.control.status.NodeStatusTable;
import io.nodecore.control.ticks.Tick;
import io.nodecore.control.ticks.Ticker;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.ProvisionedTopics;
import io.nodecore.outbox.OutboxRelay;
import io.nodecore.outbox.OutboxSettings;
import io.nodecore.projection.ProjectionConfiguration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What every feature stands on: the journal of decisions with its outbox, the clock and the ticks. */
@Configuration(proxyBeanMethods = false)
@Import(ProjectionConfiguration.class)
@EnableConfigurationProperties({KafkaSettings.class, OutboxSettings.class})
class ControlConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    ProvisionedTopics topics(KafkaSettings kafka) {
        return new ProvisionedTopics(kafka, ControlTopics.ALL);
    }

    @Bean
    ControlTables controlTables(JdbcClient jdbc) {
        return new ControlTables(
                new NodeTable(jdbc),
                new KeyTable(jdbc),
                new CodeTable(jdbc),
                new NodeProtocolTable(jdbc),
                new UserTable(jdbc),
                new SubscriptionTable(jdbc),
                new LinkTable(jdbc),
                new RevisionTable(jdbc),
                new NodeStatusTable(jdbc));
    }

    @Bean
    OutboxRelay outboxRelay(DataSource dataSource, KafkaSettings kafka, OutboxSettings settings) {
        return new OutboxRelay(dataSource, kafka, settings);
    }

    @Bean
    ControlJournal controlJournal(
            PlatformTransactionManager transactions,
            JdbcClient jdbc,
            ControlTables tables,
            OutboxRelay relay,
            InstantSource clock) {
        var consequences =
                new RevisionConsequences(tables.nodes(), tables.protocols(), tables.links(), tables.revisions());
        return new ControlJournal(new TransactionTemplate(transactions), jdbc, tables, consequences, relay, clock);
    }

    @Bean
    Ticker ticker(List<Tick> ticks) {
        return new Ticker(ticks);
    }
}
