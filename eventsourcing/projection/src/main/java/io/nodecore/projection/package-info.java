/**
 * State derived from facts: rows and the position of the last applied fact change in one Postgres transaction.
 *
 * <p>poll → decode → (dead letter) → transaction {position and counts, apply} → next poll
 */
@NullMarked
package io.nodecore.projection;

import org.jspecify.annotations.NullMarked;
