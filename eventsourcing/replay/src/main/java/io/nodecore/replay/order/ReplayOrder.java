package io.nodecore.replay.order;

import java.time.Instant;

/**
 * What an operator wants of a replay.
 *
 * @param id unique, never used again
 * @param mode where the rows are built
 * @param factsPerSecond at most, 0 for no limit
 * @param swap whether to exchange the tables without waiting for the operator's command
 * @param wanted what the operator wants of it now
 * @param revision 1, and one more with every change of what is wanted
 * @param targetTopic the topic to which domain events are emitted again; otherwise empty
 */
public record ReplayOrder(
        long id,
        String projection,
        Mode mode,
        Scope scope,
        long factsPerSecond,
        boolean swap,
        Wanted wanted,
        long revision,
        Instant requestedAt,
        String targetTopic) {

    /** What has no projection is replayed by these names: the keys in Redis, the control plane's tables, domain events. */
    public static final String PRESENCE = "presence";

    public static final String CONTROL = "control";

    public static final String EVENTS = "events";

    /** The same order with something else wanted of it. */
    public ReplayOrder wanting(Wanted other) {
        return new ReplayOrder(
                id, projection, mode, scope, factsPerSecond, swap, other, revision + 1, requestedAt, targetTopic);
    }

    /** Where the rows are built. */
    public enum Mode {
        /** Beside the live tables. */
        SHADOW("shadow"),
        /** Over the live rows if that is harmless; otherwise beside them and exchanged at once, with nothing kept. */
        IN_PLACE("in-place");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** What is wanted of a replay. */
    public enum Wanted {
        RUN("run"),
        CANCELLED("cancelled"),
        SWAPPED("swapped"),
        ROLLED_BACK("rolled-back"),
        DROPPED("dropped");

        private final String word;

        Wanted(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
