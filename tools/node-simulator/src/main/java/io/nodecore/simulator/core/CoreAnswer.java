package io.nodecore.simulator.core;

/**
 * The Core has the report.
 *
 * @param needSync answer to a heartbeat: the node does not run the latest revision; false for every other report
 */
public record CoreAnswer(boolean needSync) {

    static final CoreAnswer OK = new CoreAnswer(false);
}
