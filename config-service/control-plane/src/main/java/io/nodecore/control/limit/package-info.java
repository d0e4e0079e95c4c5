/**
 * Limits subscriptions that reached their quota, and ends that when the period or the usage changes.
 *
 * <p>events.subscription, tick → rules → facts → table
 */
@NullMarked
package io.nodecore.control.limit;

import org.jspecify.annotations.NullMarked;
