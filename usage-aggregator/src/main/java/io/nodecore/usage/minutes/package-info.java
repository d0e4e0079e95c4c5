/**
 * Bytes per minute, hour and day, per hour of a node, and per subscription.
 *
 * <p>{@link io.nodecore.usage.minutes.UsageWire}, {@link io.nodecore.usage.minutes.UsageCorrectionWire} → {@link
 * io.nodecore.usage.minutes.UsageFold} → {@code usage_minutes}, {@code usage_hours}, {@code usage_days}, {@code node_usage_hours},
 * {@code subscription_traffic}
 */
@NullMarked
package io.nodecore.usage.minutes;

import org.jspecify.annotations.NullMarked;
