package io.nodecore.operations.deadletter;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.decision.DecisionLogs;
import io.nodecore.control.decision.WriteLock;
import io.nodecore.control.rebuild.RebuildPart;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.operations.deadletter.redrive.RedriveFact;
import io.nodecore.operations.deadletter.redrive.RedriveIntake;
import io.nodecore.operations.deadletter.redrive.RedriveRebuild;
import io.nodecore.operations.deadletter.redrive.RedriveRelay;
import io.nodecore.operations.deadletter.redrive.RedriveTable;
import io.nodecore.operations.deadletter.redrive.RedriveWire;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import io.nodecore.replay.Replayable;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Projection dead-letters, and the redriving of dead letters. */
@Configuration(proxyBeanMethods = false)
public class DeadLettersConfiguration {

    @Bean
    ProjectionRunner<StoredDeadLetter> deadLetters(
            DataSource dataSource, KafkaSettings kafka, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionRunner<>(new DeadLettersProjection(), dataSource, kafka, settings, meters);
    }

    @Bean
    Replayable<?> deadLettersReplay() {
        return DeadLettersProjection.replayable();
    }

    @Bean
    DecisionLog<RedriveFact> redriveLog(DecisionLogs logs, JdbcClient jdbc) {
        return logs.log(
                WriteLock.OPERATIONS,
                new RedriveTable(jdbc),
                (fact, at) -> List.of(RedriveWire.record(fact, UUID.randomUUID())),
                RedriveFact::changed);
    }

    @Bean
    RebuildPart redriveRebuild() {
        return new RedriveRebuild();
    }

    @Bean
    RedriveRelay redriveRelay(
            PlatformTransactionManager transactions,
            JdbcClient jdbc,
            DecisionLog<RedriveFact> redriveLog,
            KafkaSettings kafka) {
        return new RedriveRelay(
                new TransactionTemplate(transactions), jdbc, new DeadLetterReader(kafka), redriveLog, kafka);
    }

    @Bean
    DeadLettersHttp deadLettersHttp(
            JdbcClient jdbc, DecisionLog<RedriveFact> redriveLog, RedriveRelay relay, KafkaSettings kafka) {
        var deadLetters = new DeadLetterTable(jdbc);
        var reader = new DeadLetterReader(kafka);
        return new DeadLettersHttp(deadLetters, reader, new RedriveIntake(redriveLog, deadLetters, reader, relay));
    }
}
