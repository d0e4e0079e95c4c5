/**
 * A fleet of node agents that behave as the contract says: for the demo, for tests and for load.
 *
 * <p>arguments or {@link io.nodecore.simulator.FleetSettings} → {@link io.nodecore.simulator.Fleet} → agents → Core; {@link io.nodecore.simulator.Simulator} compares the books at the end
 */
@NullMarked
package io.nodecore.simulator;

import org.jspecify.annotations.NullMarked;
