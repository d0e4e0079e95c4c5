package io.nodecore.simulator.core;

/**
 * The Core has the report.
 *
 * @param needSync answer to a heartbeat: the node does not run the latest revision; false for every other report
 */
public record Answer(boolean needSync) {

    static final Answer OK = new Answer(false);
}
