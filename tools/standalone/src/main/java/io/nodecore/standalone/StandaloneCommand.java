package io.nodecore.standalone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What the default run is asked for.
 *
 * @param withFleet whether a small simulated fleet reports to it
 * @param asProcesses whether every part is a process of its own
 * @param replicas of the services; more than one of each only as processes
 */
record StandaloneCommand(boolean withFleet, boolean asProcesses, Replicas replicas) {

    /**
     * Reads {@code up|demo [--processes] [--replicas SERVICE=N[,SERVICE=N]]}.
     *
     * @throws IllegalArgumentException with a text for the user
     */
    static StandaloneCommand parse(String... arguments) {
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        String verb = rest.hasNext() ? rest.next() : "up";
        if (!List.of("up", "demo").contains(verb)) {
            throw new IllegalArgumentException("expected up or demo, got '" + verb + "'");
        }
        boolean asProcesses = false;
        List<String> replicas = new ArrayList<>();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--processes" -> asProcesses = true;
                case "--replicas" -> {
                    if (!rest.hasNext()) {
                        throw new IllegalArgumentException("--replicas needs SERVICE=N, such as usage-aggregator=2");
                    }
                    replicas.addAll(List.of(rest.next().split(",")));
                }
                default ->
                    throw new IllegalArgumentException(
                            "'" + verb + "' takes --processes and --replicas SERVICE=N, got '" + option
                                    + "'; settings are environment variables (./nodecore help)");
            }
        }
        if (!replicas.isEmpty() && !asProcesses) {
            throw new IllegalArgumentException("--replicas needs --processes: one process holds one of each service");
        }
        return new StandaloneCommand(verb.equals("demo"), asProcesses, Replicas.parse(replicas));
    }
}
