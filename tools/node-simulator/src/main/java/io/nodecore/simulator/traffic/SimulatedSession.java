package io.nodecore.simulator.traffic;

import java.time.Instant;

/**
 * A user's connection over one link.
 *
 * @param ip the user's address
 * @param since when it began
 * @param downPerStep its usual bytes down in one step
 * @param countedAtEnd true for a spliced connection: its node learns the bytes only when it closes
 */
public record SimulatedSession(Link link, String ip, Instant since, long downPerStep, boolean countedAtEnd) {}
