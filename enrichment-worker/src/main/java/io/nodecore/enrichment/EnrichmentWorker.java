package io.nodecore.enrichment;

import io.nodecore.enrichment.jobs.JobsConfiguration;
import io.nodecore.enrichment.providers.ProvidersConfiguration;
import io.nodecore.enrichment.userips.UserIpsConfiguration;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.ProvisionedTopics;
import io.nodecore.projection.ProjectionConfiguration;
import io.nodecore.replay.ReplaysConfiguration;
import io.nodecore.schemas.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Service: stores the addresses of each user, and looks up country, network and type of the addresses. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(KafkaSettings.class)
@Import({
    ProjectionConfiguration.class,
    UserIpsConfiguration.class,
    ReplaysConfiguration.class,
    ProvidersConfiguration.class,
    JobsConfiguration.class
})
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

    /** For jobs and look-ups; projections take the time from the facts. */
    @Bean
    static InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    static ProvisionedTopics topics(KafkaSettings kafka) {
        return new ProvisionedTopics(kafka, List.of(Topics.ONLINE_USERS, Topics.IP_ENRICHED, Topics.CONTROL_REPLAYS));
    }
}
