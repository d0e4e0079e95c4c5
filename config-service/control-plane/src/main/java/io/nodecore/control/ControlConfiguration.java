package io.nodecore.control;

import io.nodecore.control.decision.ControlJournal;
import io.nodecore.control.rebuild.ControlRebuild;
import io.nodecore.control.rebuild.ControlRebuildBeside;
import io.nodecore.control.rebuild.RebuildAtStart;
import io.nodecore.control.rebuild.RebuildSettings;
import io.nodecore.control.status.NodeStatusProjection;
import io.nodecore.control.ticks.Tick;
import io.nodecore.control.ticks.Ticker;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.ProvisionedTopics;
import io.nodecore.outbox.OutboxRelay;
import io.nodecore.outbox.OutboxSettings;
import io.nodecore.projection.ProjectionConfiguration;
import io.nodecore.replay.Rebuild;
import io.nodecore.replay.ReplaysConfiguration;
import io.nodecore.schemas.Topic.Kind;
import io.nodecore.schemas.Topics;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What every feature stands on: the journal of decisions with its outbox, the clock and the ticks. */
@Configuration(proxyBeanMethods = false)
@Import({ProjectionConfiguration.class, ReplaysConfiguration.class})
@EnableConfigurationProperties({KafkaSettings.class, OutboxSettings.class, RebuildSettings.class})
public class ControlConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    ProvisionedTopics topics(KafkaSettings kafka) {
        // What it writes and reads; of the facts that other services apply it reads the dead letters.
        return new ProvisionedTopics(
                kafka,
                Topics.ALL.stream()
                        .filter(topic -> topic.kind() != Kind.LOOKED_UP)
                        .toList());
    }

    @Bean
    ControlFactTables controlTables(JdbcClient jdbc) {
        return ControlFactTables.on(jdbc);
    }

    @Bean
    OutboxRelay outboxRelay(DataSource dataSource, KafkaSettings kafka, OutboxSettings settings) {
        return new OutboxRelay(dataSource, kafka, settings);
    }

    @Bean
    ControlJournal controlJournal(
            PlatformTransactionManager transactions,
            JdbcClient jdbc,
            ControlFactTables tables,
            OutboxRelay relay,
            InstantSource clock) {
        return new ControlJournal(
                new TransactionTemplate(transactions), jdbc, tables, tables.consequences(), relay, clock);
    }

    @Bean
    RebuildAtStart rebuildAtStart(
            DataSource dataSource, KafkaSettings kafka, ControlFactTables tables, RebuildSettings settings) {
        var rebuild = new ControlRebuild(
                dataSource, kafka, List.of(new NodeStatusProjection()), tables, tables.consequences()::content);
        return new RebuildAtStart(rebuild, settings);
    }

    @Bean
    Rebuild controlRebuildBeside(KafkaSettings kafka, Environment environment) {
        return new ControlRebuildBeside(environment.getRequiredProperty("spring.flyway.default-schema"), shadow -> {
            ControlFactTables tables = ControlFactTables.on(JdbcClient.create(shadow));
            return new ControlRebuild(shadow, kafka, List.of(), tables, tables.consequences()::content);
        });
    }

    @Bean
    Ticker ticker(List<Tick> ticks) {
        return new Ticker(ticks);
    }
}
