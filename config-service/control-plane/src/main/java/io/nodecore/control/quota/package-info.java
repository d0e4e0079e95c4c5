/**
 * Traffic limits of subscriptions: periods, resets, and what the usage-aggregator reports about them.
 *
 * <p>events.subscription → intake → rules → facts → table
 */
@NullMarked
package io.nodecore.control.quota;

import org.jspecify.annotations.NullMarked;
