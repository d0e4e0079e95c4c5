package io.nodecore.enrichment.userips;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.projection.ProjectionHealth;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the projection of {@code user_ips}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionSettings.class)
public class UserIpsConfiguration {

    @Bean(destroyMethod = "close")
    ProjectionRunner<Sightings> userIpsRunner(
            DataSource dataSource, KafkaSettings kafka, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionRunner<>(new UserIpsProjection(), dataSource, kafka, settings, meters);
    }

    @Bean
    ProjectionHealth projectionsHealthIndicator(List<ProjectionRunner<?>> runners) {
        return new ProjectionHealth(runners);
    }
}
