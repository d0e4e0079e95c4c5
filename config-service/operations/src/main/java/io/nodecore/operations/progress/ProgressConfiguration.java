package io.nodecore.operations.progress;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.control.status.EndOffsets;
import io.nodecore.control.ticks.Tick;
import io.nodecore.journal.KafkaSettings;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the progress of projections for operators. */
@Configuration(proxyBeanMethods = false)
public class ProgressConfiguration {

    private static final Duration LOOK = Duration.ofSeconds(5);

    @Bean
    EndOffsets endOffsets(KafkaSettings kafka) {
        return new EndOffsets(kafka);
    }

    @Bean
    GroupPositions groupPositions(KafkaSettings kafka) {
        return new GroupPositions(kafka);
    }

    @Bean
    OldestPendingFact oldestUnread(KafkaSettings kafka) {
        return new OldestPendingFact(kafka);
    }

    @Bean
    ProjectionProgress progress(
            JdbcClient jdbc,
            GroupPositions groups,
            EndOffsets ends,
            OldestPendingFact unread,
            InstantSource clock,
            MeterRegistry meters) {
        return new ProjectionProgress(new PositionsView(jdbc), groups, ends, unread, clock, meters);
    }

    @Bean
    ProjectionsHttp projectionsHttp(ProjectionProgress progress) {
        return new ProjectionsHttp(progress);
    }

    @Bean
    PipelineView pipelineView(ProjectionProgress progress) {
        return new PipelineView(progress);
    }

    @Bean
    Tick progressTick(ProjectionProgress progress) {
        return new Tick("progress", LOOK, LOOK, progress::tick);
    }
}
