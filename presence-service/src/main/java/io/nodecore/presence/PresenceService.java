package io.nodecore.presence;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.ProvisionedTopics;
import io.nodecore.presence.events.EventsConfiguration;
import io.nodecore.presence.nodestats.NodeStatsConfiguration;
import io.nodecore.presence.online.OnlineConfiguration;
import io.nodecore.presence.projection.RedisProjectionsConfiguration;
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

/** Presence and node stats in Redis; {@code user.online} and {@code user.offline} as domain events. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(KafkaSettings.class)
@Import({
    RedisProjectionsConfiguration.class,
    OnlineConfiguration.class,
    NodeStatsConfiguration.class,
    EventsConfiguration.class
})
public class PresenceService {

    public static void main(String[] args) {
        start(args);
    }

    /** @param args settings as {@code --property=value} */
    public static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = new SpringApplication(PresenceService.class);
        application.setDefaultProperties(Map.of("spring.config.name", "presence-service"));
        return application.run(args);
    }

    @Bean
    static InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    static ProvisionedTopics topics(KafkaSettings kafka) {
        return new ProvisionedTopics(
                kafka, List.of(Topics.ONLINE_USERS, Topics.STATS, Topics.USER_EVENTS, Topics.CONTROL_REPLAYS));
    }
}
