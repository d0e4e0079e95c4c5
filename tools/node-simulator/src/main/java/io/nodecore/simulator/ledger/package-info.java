/**
 * The simulator's own books: what the Core acknowledged, to be compared with what the Core's tables say.
 *
 * <p>acknowledged report → {@link io.nodecore.simulator.ledger.Ledger} → {@link io.nodecore.simulator.ledger.StoredTotals} ↔ Postgres
 */
@NullMarked
package io.nodecore.simulator.ledger;

import org.jspecify.annotations.NullMarked;
