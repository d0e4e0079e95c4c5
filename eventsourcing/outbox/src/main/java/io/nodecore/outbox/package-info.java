/**
 * Publishes what a transaction decided, after it has committed and in the order of the commits.
 *
 * <p>transaction {lock of the key, outbox table} → commit → relay woken → Kafka transaction → rows removed
 */
@NullMarked
package io.nodecore.outbox;

import org.jspecify.annotations.NullMarked;
