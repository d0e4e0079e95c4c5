package io.nodecore.enrichment;

import io.nodecore.enrichment.userips.UserIpsConfiguration;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.projection.ProjectionRunner;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The addresses of users, and what is known about them. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(UserIpsConfiguration.class)
public class EnrichmentWorker {

    public static void main(String[] args) {
        start(args);
    }

    /** @param args settings as {@code --property=value} */
    public static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = new SpringApplication(EnrichmentWorker.class);
        application.setDefaultProperties(Map.of("spring.config.name", "enrichment-worker"));
        return application.run(args);
    }

    @Bean
    static KafkaSettings kafkaSettings(Environment environment) {
        return new KafkaSettings(
                environment.getRequiredProperty("nodecore.kafka.bootstrap-servers"),
                Binder.get(environment)
                        .bind("nodecore.kafka.properties", Bindable.mapOf(String.class, String.class))
                        .orElse(Map.of()));
    }

    @Bean
    static EnrichmentProjections enrichmentProjections(KafkaSettings kafka, List<ProjectionRunner<?>> runners) {
        return new EnrichmentProjections(kafka, runners);
    }
}
