package io.nodecore.cli.replay;

import java.util.Set;

/** The state of a replay that a command waits for. The states are those of the admin API. */
enum ReplayGoal {
    /** Any good end. */
    ANY("watch", Set.of(), Set.of()),
    CANCEL(
            "cancel",
            Set.of("ordered", "loading", "comparing", "compared", "swapping", "rolling-back", "failed"),
            Set.of("cancelled")),
    RESUME("resume", Set.of("cancelled", "failed"), Set.of()),
    SWAP("swap", Set.of(), Set.of("swapped", "done")),
    ROLLBACK("rollback", Set.of(), Set.of("rolled-back")),
    DROP("drop", Set.of(), Set.of("dropped"));

    private static final Set<String> BAD = Set.of("failed", "refused");

    private final String word;
    private final Set<String> possibleIn;
    private final Set<String> reachedIn;

    /**
     * @param possibleIn empty if the Core decides, which answers with its reason
     * @param reachedIn empty for every state but failed and refused
     */
    ReplayGoal(String word, Set<String> possibleIn, Set<String> reachedIn) {
        this.word = word;
        this.possibleIn = possibleIn;
        this.reachedIn = reachedIn;
    }

    /** The action of the admin API. */
    String word() {
        return word;
    }

    boolean isPossibleIn(String state) {
        return possibleIn.isEmpty() || possibleIn.contains(state);
    }

    boolean isReachedIn(String state) {
        return reachedIn.isEmpty() ? !BAD.contains(state) : reachedIn.contains(state);
    }
}
