package io.nodecore.operations.deadletter;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.control.decision.ControlJournal;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import io.nodecore.replay.Replayable;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Projection dead-letters, and what admins do with its dead letters. */
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
    RedriveRelay redriveRelay(
            PlatformTransactionManager transactions, JdbcClient jdbc, ControlJournal journal, KafkaSettings kafka) {
        return new RedriveRelay(
                new TransactionTemplate(transactions), jdbc, new DeadLetterReader(kafka), journal, kafka);
    }

    @Bean
    DeadLettersHttp deadLettersHttp(JdbcClient jdbc, ControlJournal journal, RedriveRelay relay, KafkaSettings kafka) {
        var deadLetters = new DeadLetterTable(jdbc);
        var reader = new DeadLetterReader(kafka);
        return new DeadLettersHttp(deadLetters, reader, new RedriveIntake(journal, deadLetters, reader, relay));
    }
}
