package io.nodecore.webhooks.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The counters of one webhook: every attempt is delivered or failed; an attempt is a retry if an earlier one of the same event failed. */
final class DeliveryMeters {

    private static final String TAG = "webhook";

    final Counter delivered;
    final Counter failed;
    final Counter retries;
    /** Events of types that the webhook does not want; its position moves past them. */
    final Counter unwanted;
    /** Records that are not valid events; they are kept as dead letters. */
    final Counter deadLettered;

    DeliveryMeters(MeterRegistry meters, String webhook) {
        this.delivered = meters.counter("nodecore.webhook.delivered", TAG, webhook);
        this.failed = meters.counter("nodecore.webhook.failed", TAG, webhook);
        this.retries = meters.counter("nodecore.webhook.retries", TAG, webhook);
        this.unwanted = meters.counter("nodecore.webhook.unwanted", TAG, webhook);
        this.deadLettered = meters.counter("nodecore.webhook.dead.lettered", TAG, webhook);
    }

    static void gauges(MeterRegistry meters, String webhook, WebhookFollower follower) {
        meters.gauge(
                "nodecore.webhook.oldest.waiting.seconds",
                Tags.of(TAG, webhook),
                follower,
                WebhookFollower::oldestWaitingSeconds);
        meters.gauge("nodecore.webhook.lag.records", Tags.of(TAG, webhook), follower, WebhookFollower::lagRecords);
    }
}
