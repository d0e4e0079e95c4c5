package io.nodecore.replay.order;

import java.util.Arrays;

/** How far a replay is. */
public enum ReplayState {
    /** Facts are applied. */
    LOADING("loading"),
    /** The rows are compared with the live ones. */
    COMPARING("comparing"),
    /** Loaded and compared, with the result reported; waits for a command. */
    COMPARED("compared"),
    /** Catches up, to be exchanged. */
    SWAPPING("swapping"),
    /** Live; what was live before is kept. */
    SWAPPED("swapped"),
    /** What was live before catches up, to be exchanged again. */
    ROLLING_BACK("rolling-back"),
    /** What was live before is live again. */
    ROLLED_BACK("rolled-back"),
    /** Replayed in place, with nothing kept. */
    DONE("done"),
    /** Stopped by a command; continues from its position after another command. */
    CANCELLED("cancelled"),
    /** Stopped by an error; continues from its position after a command. */
    FAILED("failed"),
    /** Can't be done. */
    REFUSED("refused"),
    /** Nothing of it is left but this. */
    DROPPED("dropped");

    private final String word;

    ReplayState(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static ReplayState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown state '" + word + "'"));
    }

    /** Whether another replica has to continue it if the one that ran it has stopped. */
    public boolean isUnderWay() {
        return switch (this) {
            case LOADING, COMPARING, SWAPPING, ROLLING_BACK -> true;
            case COMPARED, SWAPPED, ROLLED_BACK, DONE, CANCELLED, FAILED, REFUSED, DROPPED -> false;
        };
    }
}
