/**
 * The use that counts against the limits of subscriptions, and the events of limits that are reached.
 *
 * <p>usage fold → {@link io.nodecore.usage.quotas.BillingTable} → {@link io.nodecore.usage.quotas.Quotas} (terms, rules) → outbox;
 * control.subscriptions → {@link io.nodecore.usage.quotas.QuotaTermsProjection} → terms, rules → outbox
 */
@NullMarked
package io.nodecore.usage.quotas;

import org.jspecify.annotations.NullMarked;
