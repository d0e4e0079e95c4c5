/**
 * What an operator does before nodes and users exist, over the admin API, and what the simulator remembers of it.
 *
 * <p>{@link io.nodecore.simulator.operator.Operator} → admin API; {@link io.nodecore.simulator.operator.FleetState} ↔ file
 */
@NullMarked
package io.nodecore.simulator.operator;

import org.jspecify.annotations.NullMarked;
