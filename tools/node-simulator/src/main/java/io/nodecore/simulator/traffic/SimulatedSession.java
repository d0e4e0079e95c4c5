package io.nodecore.simulator.traffic;

import java.time.Instant;

/**
 * A user's connection over one link.
 *
 * @param ip the user's address
 * @param since start of the session
 * @param downPerStep average bytes down in one step
 * @param countedAtEnd true for a spliced connection: the node counts its bytes at its end
 */
public record SimulatedSession(Link link, String ip, Instant since, long downPerStep, boolean countedAtEnd) {}
