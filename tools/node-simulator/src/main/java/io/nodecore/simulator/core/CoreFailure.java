package io.nodecore.simulator.core;

/** Why the Core did not take a report, by what an agent can do about it. */
public abstract sealed class CoreFailure extends Exception {

    private CoreFailure(String message) {
        super(message);
    }

    /** No usable answer: the report may or may not have arrived. Repeat it, over the other transport or later. */
    public static final class Unreachable extends CoreFailure {
        public Unreachable(String message) {
            super(message);
        }
    }

    /** The Core asks for patience. Repeat later; the other transport ends in the same place. */
    public static final class Overloaded extends CoreFailure {
        public Overloaded(String message) {
            super(message);
        }
    }

    /** The key is not, or no longer, valid. */
    public static final class Unauthenticated extends CoreFailure {
        public Unauthenticated(String message) {
            super(message);
        }
    }

    /** Repeating does not help. */
    public static final class Refused extends CoreFailure {
        public Refused(String message) {
            super(message);
        }
    }
}
