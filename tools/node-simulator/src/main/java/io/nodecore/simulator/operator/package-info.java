/**
 * Prepares nodes and users over the admin API, and stores their ids and keys for the next run.
 *
 * <p>{@link io.nodecore.simulator.operator.Operator} → admin API; {@link io.nodecore.simulator.operator.FleetState} ↔ file
 */
@NullMarked
package io.nodecore.simulator.operator;

import org.jspecify.annotations.NullMarked;
