package io.nodecore.simulator.core;

/** All transports of one agent to the Core. */
public interface AgentTransport extends CoreTransport {

    /** Repeats an acknowledged report over another transport, as a node does after it lost the answer and its connection. */
    CoreAnswer sendOverOther(Report report) throws CoreFailure;
}
