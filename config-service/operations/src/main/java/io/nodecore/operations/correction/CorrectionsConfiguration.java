package io.nodecore.operations.correction;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.control.decision.ControlJournal;
import io.nodecore.control.decision.CorrectionTable;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.operations.audit.AuditHttp;
import io.nodecore.operations.audit.AuditLimit;
import io.nodecore.operations.audit.AuditSettings;
import io.nodecore.operations.audit.CounterView;
import io.nodecore.operations.audit.UsageAudit;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Corrections of usage, and the audit of counters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
public class CorrectionsConfiguration {

    @Bean
    CorrectionHttp correctionHttp(ControlJournal journal, JdbcClient jdbc, KafkaSettings kafka, InstantSource clock) {
        var corrections = new CorrectionTable(jdbc);
        return new CorrectionHttp(new CorrectionIntake(journal, corrections, kafka), corrections, clock);
    }

    @Bean
    AuditHttp auditHttp(JdbcClient jdbc, KafkaSettings kafka, AuditSettings settings, MeterRegistry meters) {
        return new AuditHttp(new UsageAudit(new CounterView(jdbc), kafka), new AuditLimit(settings, meters));
    }
}
