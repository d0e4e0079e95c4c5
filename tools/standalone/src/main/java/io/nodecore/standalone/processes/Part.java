package io.nodecore.standalone.processes;

/** A program that runs as a process and can be started again after any end. */
public interface Part {

    /** Unique within a supervisor, such as {@code usage-aggregator-2}. */
    String name();

    /**
     * Starts the program, also after it was killed.
     *
     * @return its process, which need not be ready
     */
    ProcessHandle start() throws Exception;

    /** Stops the program cleanly and waits for its end. Called only after {@link #start}, and not while the process is paused. */
    void stop(ProcessHandle process) throws Exception;
}
