/**
 * What users do on a node, drawn from a seed.
 *
 * <p>links of the config → {@link io.nodecore.simulator.traffic.UserTraffic} → who came, who left, bytes per link
 */
@NullMarked
package io.nodecore.simulator.traffic;

import org.jspecify.annotations.NullMarked;
