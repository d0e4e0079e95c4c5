package io.nodecore.control.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.ticks.Tick;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import io.nodecore.replay.Replayable;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires projection node-status and the tick that finds silent nodes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StatusSettings.class)
public class StatusConfiguration {

    @Bean
    ProjectionRunner<NodeReport> nodeStatus(
            DataSource dataSource, KafkaSettings kafka, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionRunner<>(new NodeStatusProjection(), dataSource, kafka, settings, meters);
    }

    @Bean
    Replayable<?> nodeStatusReplay() {
        return NodeStatusProjection.replayable();
    }

    @Bean
    Tick offlineTick(
            DecisionLog<ControlFact> journal,
            JdbcClient jdbc,
            EndOffsets ends,
            StatusSettings settings,
            InstantSource clock) {
        var watch = new OfflineWatch(journal, new NodeStatusTable(jdbc), ends, settings.offlineAfter(), clock);
        return new Tick("offline-watch", settings.tick(), settings.tick(), watch::tick);
    }
}
