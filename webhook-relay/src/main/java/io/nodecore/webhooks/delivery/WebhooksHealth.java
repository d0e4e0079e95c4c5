package io.nodecore.webhooks.delivery;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Part of readiness. What a receiver does is a detail, told for each webhook: it concerns nobody else, and starting the relay anew would
 * not mend it. A webhook that has had no Kafka for longer than its setting is down.
 */
final class WebhooksHealth implements HealthIndicator {

    private final List<DeliveredWebhook> webhooks;

    WebhooksHealth(List<DeliveredWebhook> webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public Health health() {
        boolean areFollowing =
                webhooks.stream().allMatch(webhook -> webhook.follower().isFollowing());
        Health.Builder health = areFollowing ? Health.up() : Health.down();
        for (DeliveredWebhook webhook : webhooks) {
            health.withDetail(webhook.follower().name(), inWords(webhook));
        }
        return health.build();
    }

    private static String inWords(DeliveredWebhook webhook) {
        return webhook.follower().isFollowing() ? webhook.state().inWords() : "stuck: no Kafka";
    }
}
