package io.nodecore.simulator.core;

/**
 * The Core has acknowledged the report.
 *
 * @param needSync whether the node has to fetch another revision; only a heartbeat is answered with true
 */
public record CoreAnswer(boolean needSync) {

    static final CoreAnswer OK = new CoreAnswer(false);
}
