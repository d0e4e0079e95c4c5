/**
 * Exchanges the replayed rows and the live rows in one transaction.
 *
 * <p>equal positions → shapes of the tables → rows or whole tables exchanged → commit
 */
@NullMarked
package io.nodecore.replay.exchange;

import org.jspecify.annotations.NullMarked;
