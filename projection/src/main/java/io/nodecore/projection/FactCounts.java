package io.nodecore.projection;

/** What became of the facts of one topic: read = applied + repeated + deadLettered. */
record FactCounts(int applied, int repeated, int deadLettered) {

    static final FactCounts NONE = new FactCounts(0, 0, 0);

    FactCounts plus(FactCounts other) {
        return new FactCounts(applied + other.applied, repeated + other.repeated, deadLettered + other.deadLettered);
    }
}
