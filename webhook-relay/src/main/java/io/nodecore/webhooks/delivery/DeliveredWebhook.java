package io.nodecore.webhooks.delivery;

import io.nodecore.webhooks.receiver.Receiver;

/** One webhook at work. */
record DeliveredWebhook(WebhookFollower follower, ReceiverState state, Receiver receiver) {}
