package io.nodecore.control.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.control.journal.ControlJournal;
import io.nodecore.control.ticks.Tick;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.projection.ProjectionHealth;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Projection node-status and the watch for silence. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({StatusSettings.class, ProjectionSettings.class})
public class StatusConfiguration {

    @Bean(destroyMethod = "")
    ProjectionRunner<NodeReport> nodeStatus(
            DataSource dataSource, KafkaSettings kafka, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionRunner<>(new NodeStatusProjection(), dataSource, kafka, settings, meters);
    }

    @Bean
    StatusRunner statusRunner(ProjectionRunner<NodeReport> nodeStatus) {
        return new StatusRunner(nodeStatus);
    }

    @Bean
    ProjectionHealth projectionsHealthIndicator(ProjectionRunner<NodeReport> nodeStatus) {
        return new ProjectionHealth(List.of(nodeStatus));
    }

    @Bean
    Tick offlineTick(ControlJournal journal, JdbcClient jdbc, StatusSettings settings, InstantSource clock) {
        var watch = new OfflineWatch(journal, new NodeStatusTable(jdbc), settings.offlineAfter(), clock);
        return new Tick("offline-watch", settings.tick(), settings.offlineAfter(), watch::tick);
    }
}
