package io.nodecore.simulator.traffic;

import java.util.List;
import java.util.Map;

/**
 * Sessions and bytes of a node in one step of time.
 *
 * @param began sessions that began
 * @param ended sessions that ended
 * @param counted bytes that the node counted, by link
 */
public record Step(List<SimulatedSession> began, List<SimulatedSession> ended, Map<Link, Bytes> counted) {}
