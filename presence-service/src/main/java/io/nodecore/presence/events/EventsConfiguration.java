package io.nodecore.presence.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the topology of the domain events. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventsSettings.class)
public class EventsConfiguration {

    @Bean
    PresenceStreams presenceStreams(EventsSettings settings, KafkaSettings kafka, MeterRegistry meters) {
        return new PresenceStreams(settings, kafka, meters);
    }

    @Bean
    PresenceStreamsHealth presenceStreamsHealthIndicator(
            PresenceStreams streams, EventsSettings settings, MeterRegistry meters) {
        return new PresenceStreamsHealth(
                streams, settings.stuckAfter(), meters.config().clock());
    }
}
