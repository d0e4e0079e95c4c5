package io.nodecore.webhooks.delivery;

import io.nodecore.webhooks.receiver.Receiver;

/** One running webhook. */
record DeliveredWebhook(WebhookFollower follower, ReceiverState state, Receiver receiver) {}
