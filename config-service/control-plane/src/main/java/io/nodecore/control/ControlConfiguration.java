package io.nodecore.control;

import io.nodecore.admin.pending.PendingAnswer;
import io.nodecore.control.change.ControlChanges;
import io.nodecore.control.decision.ChangeLog;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.decision.DecisionLogs;
import io.nodecore.control.decision.WriteLock;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.outbox.OutboxMonitorConfiguration;
import io.nodecore.control.rebuild.ControlRebuild;
import io.nodecore.control.rebuild.ControlRebuildBeside;
import io.nodecore.control.rebuild.RebuildAtStart;
import io.nodecore.control.rebuild.RebuildPart;
import io.nodecore.control.rebuild.RebuildSettings;
import io.nodecore.control.status.NodeStatusProjection;
import io.nodecore.control.ticks.Tick;
import io.nodecore.control.ticks.Ticker;
import io.nodecore.control.wire.ControlWire;
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
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Shared by every feature: the decision log with its outbox, the clock, the ticks and the rebuild. */
@Configuration(proxyBeanMethods = false)
@Import({ProjectionConfiguration.class, ReplaysConfiguration.class, OutboxMonitorConfiguration.class})
@EnableConfigurationProperties({KafkaSettings.class, OutboxSettings.class, RebuildSettings.class})
public class ControlConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    ProvisionedTopics topics(KafkaSettings kafka) {
        // The topics that it writes and reads; for facts that other services apply it reads the dead letters.
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
    DecisionLogs decisionLogs(
            PlatformTransactionManager transactions,
            JdbcClient jdbc,
            OutboxRelay relay,
            InstantSource clock,
            ChangeLog changes) {
        return new DecisionLogs(
                new TransactionTemplate(transactions), jdbc, relay, clock, PendingAnswer::mark, changes);
    }

    @Bean
    DecisionLog<ControlFact> controlLog(DecisionLogs logs, ControlFactTables tables) {
        return logs.log(
                WriteLock.CONTROL,
                tables,
                new ControlWire(UUID::randomUUID),
                ControlChanges::of,
                tables.consequences());
    }

    @Bean
    RebuildAtStart rebuildAtStart(
            DataSource dataSource,
            KafkaSettings kafka,
            ControlFactTables tables,
            RebuildSettings settings,
            ObjectProvider<RebuildPart> parts) {
        var rebuild = new ControlRebuild(
                dataSource,
                kafka,
                List.of(new NodeStatusProjection()),
                tables,
                tables.consequences()::content,
                parts.stream().toList());
        return new RebuildAtStart(rebuild, settings);
    }

    @Bean
    Rebuild controlRebuildBeside(KafkaSettings kafka, Environment environment, ObjectProvider<RebuildPart> parts) {
        List<RebuildPart> all = parts.stream().toList();
        return new ControlRebuildBeside(
                environment.getRequiredProperty("spring.flyway.default-schema"),
                shadow -> {
                    ControlFactTables tables = ControlFactTables.on(JdbcClient.create(shadow));
                    return new ControlRebuild(shadow, kafka, List.of(), tables, tables.consequences()::content, all);
                },
                all);
    }

    @Bean
    Ticker ticker(List<Tick> ticks) {
        return new Ticker(ticks);
    }
}
