package io.nodecore.simulator.core;

/** All the ways from one agent to the Core. */
public interface AgentTransport extends CoreTransport {

    /** Sends a report that was acknowledged once more, over another way: what a node does whose answer got lost with its connection. */
    CoreAnswer sendOverOther(Report report) throws CoreFailure;
}
