/**
 * One node agent: what it does when, and what it never forgets.
 *
 * <p>timers → {@link io.nodecore.simulator.agent.Agent} → queue of reports → transport → ledger
 */
@NullMarked
package io.nodecore.simulator.agent;

import org.jspecify.annotations.NullMarked;
