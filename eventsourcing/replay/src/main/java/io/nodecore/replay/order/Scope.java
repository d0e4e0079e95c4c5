package io.nodecore.replay.order;

import java.time.Instant;

/** Which part of a projection's rows a replay is about. */
public sealed interface Scope {

    /** For people. */
    String text();

    /** All rows. */
    record Everything() implements Scope {
        @Override
        public String text() {
            return "everything";
        }
    }

    /** What one node reported. */
    record OfNode(long nodeId) implements Scope {
        @Override
        public String text() {
            return "node " + nodeId;
        }
    }

    /** What was reported of one user. */
    record OfUser(long userId) implements Scope {
        @Override
        public String text() {
            return "user " + userId;
        }
    }

    /** What belongs to a time, by the rows' own. */
    record Since(Instant from) implements Scope {
        @Override
        public String text() {
            return "from " + from;
        }
    }

    /** Facts from this offset on, in each partition. */
    record FromOffset(long offset) implements Scope {
        @Override
        public String text() {
            return "from offset " + offset;
        }
    }
}
