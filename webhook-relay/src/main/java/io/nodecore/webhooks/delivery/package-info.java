/**
 * Every event to every webhook that wants it, in the order of its key, until it is taken.
 *
 * <p>events.* → {@link io.nodecore.webhooks.delivery.WebhookFollower} → {@link io.nodecore.webhooks.delivery.PartitionDelivery} (one per partition) →
 * receiver → position in the consumer group
 */
@NullMarked
package io.nodecore.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
