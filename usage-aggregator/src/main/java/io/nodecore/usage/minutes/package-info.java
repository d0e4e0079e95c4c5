/**
 * Bytes per minute and per subscription.
 *
 * <p>{@link io.nodecore.usage.minutes.UsageWire}, {@link io.nodecore.usage.minutes.UsageCorrectionWire} → {@link io.nodecore.usage.minutes.UsageFold} → {@code usage_minutes},
 * {@code subscription_traffic}
 */
@NullMarked
package io.nodecore.usage.minutes;

import org.jspecify.annotations.NullMarked;
