package io.nodecore.webhooks;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.ProvisionedTopics;
import io.nodecore.schemas.Topics;
import io.nodecore.webhooks.delivery.DeliveryConfiguration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Posts domain events as signed HTTP requests. It reads only {@code events.*}: a replay of facts publishes no events, so it sends no
 * requests.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(KafkaSettings.class)
@Import(DeliveryConfiguration.class)
public class WebhookRelay {

    public static void main(String[] args) {
        start(args);
    }

    /** @param args settings as {@code --property=value} */
    public static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = new SpringApplication(WebhookRelay.class);
        application.setDefaultProperties(Map.of("spring.config.name", "webhook-relay"));
        return application.run(args);
    }

    @Bean
    static InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    static ProvisionedTopics topics(KafkaSettings kafka) {
        return new ProvisionedTopics(kafka, Topics.EVENTS);
    }
}
