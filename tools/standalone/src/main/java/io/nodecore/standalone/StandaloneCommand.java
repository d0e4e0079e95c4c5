package io.nodecore.standalone;

/**
 * What the default run is asked for.
 *
 * @param withFleet whether a small simulated fleet reports to it
 * @param asProcesses whether every part is a process of its own
 * @param replicas of the services; more than one of each only as processes
 */
record StandaloneCommand(boolean withFleet, boolean asProcesses, Replicas replicas) {

    /** @throws IllegalArgumentException with a text for the user */
    StandaloneCommand {
        if (!replicas.counts().isEmpty() && !asProcesses) {
            throw new IllegalArgumentException("--replicas needs --processes: one process holds one of each service");
        }
    }
}
