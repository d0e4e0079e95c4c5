package io.nodecore.projection;

import io.nodecore.journal.deadletter.DeadLetterSettings;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What a service with projections imports beside a {@link ProjectionRunner} bean for each: their settings, and {@code projections} in
 * its health.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ProjectionSettings.class, DeadLetterSettings.class})
public class ProjectionConfiguration {

    @Bean
    ProjectionHealth projectionsHealthIndicator(List<ProjectionRunner<?>> runners, DeadLetterSettings deadLetters) {
        return new ProjectionHealth(runners, deadLetters);
    }
}
