package io.nodecore.webhooks.delivery;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Part of readiness. The state of each receiver is a detail and does not affect readiness: it concerns no other webhook, and a restart of
 * the relay would not help. A webhook is down if Kafka does not answer it for longer than its setting.
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
