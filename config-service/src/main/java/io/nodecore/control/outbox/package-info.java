/**
 * Publishes what a transaction decided, after it has committed and in the order of the commits.
 *
 * <p>write lock → outbox table → commit → relay → Kafka transaction → rows removed
 */
@NullMarked
package io.nodecore.control.outbox;

import org.jspecify.annotations.NullMarked;
