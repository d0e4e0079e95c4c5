/**
 * A fleet of simulated node agents that follow the contract: for the demo, for tests and for load.
 *
 * <p>arguments or {@link io.nodecore.simulator.FleetSettings} → {@link io.nodecore.simulator.Fleet} → agents → Core; {@link io.nodecore.simulator.Simulator} compares the totals at the end
 */
@NullMarked
package io.nodecore.simulator;

import org.jspecify.annotations.NullMarked;
