package io.nodecore.queries.fleet;

import java.time.Instant;
import java.util.List;

/**
 * All nodes at one time.
 *
 * @param nodes in the order of their ids
 * @param hasPresence false while Redis is unavailable: then all figures are unknown
 */
public record WholeFleet(Instant computedAt, List<FleetRow> nodes, boolean hasPresence) {}
