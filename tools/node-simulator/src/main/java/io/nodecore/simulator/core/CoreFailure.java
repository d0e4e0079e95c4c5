package io.nodecore.simulator.core;

/** The reasons why a call to the Core fails, distinguished by the reaction of an agent. */
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

    /** The Core is overloaded. Repeat later; the other transport leads to the same Core. */
    public static final class Overloaded extends CoreFailure {
        public Overloaded(String message) {
            super(message);
        }
    }

    /** The key is not valid, or no longer. */
    public static final class Unauthenticated extends CoreFailure {
        public Unauthenticated(String message) {
            super(message);
        }
    }

    /** The Core refuses the request. A repeat does not help. */
    public static final class Refused extends CoreFailure {
        public Refused(String message) {
            super(message);
        }
    }
}
