package io.nodecore.presence.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.events.streams.EventsSettings;
import io.nodecore.presence.events.streams.PresenceStreams;
import io.nodecore.presence.events.streams.PresenceStreamsHealth;
import io.nodecore.presence.events.time.TimeSettings;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** Wires the topology of the domain events. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EventsSettings.class, TimeSettings.class})
public class EventsConfiguration {

    @Bean
    PresenceStreams presenceStreams(
            EventsSettings settings,
            TimeSettings time,
            KafkaSettings kafka,
            MeterRegistry meters,
            InstantSource clock) {
        return new PresenceStreams(settings, time, kafka, meters, clock::millis);
    }

    @Bean
    StreamsBuilderFactoryBean presenceStreamsBuilder(PresenceStreams streams) {
        return streams.factoryBean();
    }

    @Bean
    PresenceStreamsHealth presenceStreamsHealthIndicator(
            StreamsBuilderFactoryBean builder, PresenceStreams streams, EventsSettings settings) {
        return PresenceStreamsHealth.of(builder, streams, settings.stuckAfter());
    }
}
