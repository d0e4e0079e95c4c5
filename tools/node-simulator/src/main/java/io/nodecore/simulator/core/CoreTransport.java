package io.nodecore.simulator.core;

/** A transport of one agent, with its key, to the Core. Calls block; safe for use by several threads. */
public interface CoreTransport {

    /** Returns once the Core has acknowledged the report. */
    CoreAnswer send(Report report) throws CoreFailure;

    NodeConfig latestConfig() throws CoreFailure;
}
