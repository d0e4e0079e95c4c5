package io.nodecore.standalone.processes;

/** A program that runs as a process of its own and can be started again after whatever end it came to. */
public interface Part {

    /** Unique within a supervisor, such as {@code usage-aggregator-2}. */
    String name();

    /**
     * Starts it, also where it was killed before.
     *
     * @return its process, once there is one; whether it is ready is another question
     */
    ProcessHandle start() throws Exception;

    /** Ends it in good order and waits for its end. Called after {@link #start} only, and never on a paused process. */
    void stop(ProcessHandle process) throws Exception;
}
