package io.nodecore.operations.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.clocks.ReceivedAtBound;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit of counters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
public class AuditConfiguration {

    @Bean
    AuditHttp auditHttp(
            JdbcClient jdbc,
            KafkaSettings kafka,
            ReceivedAtBound receivedAt,
            AuditSettings settings,
            MeterRegistry meters) {
        return new AuditHttp(
                new UsageAudit(new CounterView(jdbc), kafka, receivedAt), new AuditLimit(settings, meters));
    }
}
