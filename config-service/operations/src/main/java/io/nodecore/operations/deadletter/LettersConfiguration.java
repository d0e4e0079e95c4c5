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

/** Projection dead-letters, and what admins do with its letters. */
@Configuration(proxyBeanMethods = false)
public class LettersConfiguration {

    @Bean
    ProjectionRunner<Letter> deadLetters(
            DataSource dataSource, KafkaSettings kafka, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionRunner<>(new LettersProjection(), dataSource, kafka, settings, meters);
    }

    @Bean
    Replayable<?> deadLettersReplay() {
        return LettersProjection.replayable();
    }

    @Bean
    RedriveRelay redriveRelay(
            PlatformTransactionManager transactions, JdbcClient jdbc, ControlJournal journal, KafkaSettings kafka) {
        return new RedriveRelay(new TransactionTemplate(transactions), jdbc, new LetterReader(kafka), journal, kafka);
    }

    @Bean
    LettersHttp lettersHttp(JdbcClient jdbc, ControlJournal journal, RedriveRelay relay, KafkaSettings kafka) {
        var letters = new LetterTable(jdbc);
        var reader = new LetterReader(kafka);
        return new LettersHttp(letters, reader, new RedriveIntake(journal, letters, reader, relay));
    }
}
