package io.nodecore.enrichment.userips;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import io.nodecore.replay.Replayable;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the projection of {@code user_ips}. */
@Configuration(proxyBeanMethods = false)
public class UserIpsConfiguration {

    @Bean
    ProjectionRunner<ReportedIps> userIpsRunner(
            DataSource dataSource, KafkaSettings kafka, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionRunner<>(new UserIpsProjection(), dataSource, kafka, settings, meters);
    }

    @Bean
    Replayable<?> userIpsReplay() {
        return UserIpsProjection.replayable();
    }
}
