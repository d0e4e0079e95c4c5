package io.nodecore.control.corrections;

import io.nodecore.control.journal.ControlJournal;
import io.nodecore.journal.KafkaSettings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Corrections of usage, and the audit of counters. */
@Configuration(proxyBeanMethods = false)
public class CorrectionsConfiguration {

    @Bean
    CorrectionHttp correctionHttp(ControlJournal journal, JdbcClient jdbc, KafkaSettings kafka, InstantSource clock) {
        var corrections = new CorrectionTable(jdbc);
        return new CorrectionHttp(new CorrectionIntake(journal, corrections, kafka), corrections, clock);
    }

    @Bean
    AuditHttp auditHttp(JdbcClient jdbc, KafkaSettings kafka) {
        return new AuditHttp(new UsageAudit(new CounterView(jdbc), kafka));
    }
}
