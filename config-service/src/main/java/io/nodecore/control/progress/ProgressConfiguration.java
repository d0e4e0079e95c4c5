package io.nodecore.control.progress;

import io.nodecore.journal.KafkaSettings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see of the projections. */
@Configuration(proxyBeanMethods = false)
public class ProgressConfiguration {

    @Bean
    EndOffsets endOffsets(KafkaSettings kafka) {
        return new EndOffsets(kafka);
    }

    @Bean
    ProjectionsHttp projectionsHttp(JdbcClient jdbc, EndOffsets ends, InstantSource clock) {
        return new ProjectionsHttp(new PositionsView(jdbc), ends, clock);
    }
}
