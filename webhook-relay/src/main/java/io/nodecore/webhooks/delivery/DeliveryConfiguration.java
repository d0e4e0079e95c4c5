package io.nodecore.webhooks.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.deadletter.DeadLetterJournal;
import io.nodecore.schemas.Topics;
import io.nodecore.webhooks.receiver.Receiver;
import io.nodecore.webhooks.setup.Webhook;
import io.nodecore.webhooks.setup.WebhooksSettings;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the configured webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WebhooksSettings.class, DeliverySettings.class})
public class DeliveryConfiguration {

    @Bean
    DeadLetterJournal webhookDeadLetters(KafkaSettings kafka) {
        return new DeadLetterJournal("webhooks", Topics.EVENTS, kafka);
    }

    @Bean
    DeliveredWebhooks deliveredWebhooks(
            WebhooksSettings webhooks,
            DeliverySettings settings,
            KafkaSettings kafka,
            DeadLetterJournal deadLetters,
            InstantSource clock,
            MeterRegistry meters) {
        return new DeliveredWebhooks(Webhook.all(webhooks).stream()
                .map(webhook -> delivered(webhook, settings, kafka, deadLetters, clock, meters))
                .toList());
    }

    @Bean
    WebhooksHealth webhooksHealthIndicator(DeliveredWebhooks webhooks) {
        return new WebhooksHealth(webhooks.all());
    }

    private static DeliveredWebhook delivered(
            Webhook webhook,
            DeliverySettings settings,
            KafkaSettings kafka,
            DeadLetterJournal deadLetters,
            InstantSource clock,
            MeterRegistry meters) {
        var receiver = new Receiver(webhook, settings.timeout(), clock);
        var state = new ReceiverState(clock);
        var delivery = new Delivery(
                webhook,
                receiver,
                settings,
                new DeliveryMeters(meters, webhook.name()),
                state,
                deadLetter -> deadLetters.keep(List.of(deadLetter)));
        var follower = new WebhookFollower(webhook, Topics.EVENTS, kafka, settings, delivery, clock);
        DeliveryMeters.gauges(meters, webhook.name(), follower);
        return new DeliveredWebhook(follower, state, receiver);
    }
}
