package io.nodecore.projection.positions;

/**
 * What became of the offsets that a position passed: each of them is in exactly one of the four numbers.
 *
 * @param applied facts whose effect is in the tables
 * @param repeated facts that changed nothing, because the same report counted before
 * @param deadLettered records that are kept in the dead letters, because they can't be read or applied
 * @param passedOver offsets without a record, or whose record retention had removed before it was read
 */
public record FactCounts(long applied, long repeated, long deadLettered, long passedOver) {

    public static final FactCounts NONE = new FactCounts(0, 0, 0, 0);

    public FactCounts plus(FactCounts other) {
        return new FactCounts(
                applied + other.applied,
                repeated + other.repeated,
                deadLettered + other.deadLettered,
                passedOver + other.passedOver);
    }

    /** The same facts, some of which turned out not to be applied. */
    public FactCounts butOfApplied(long repeats, long poison) {
        return new FactCounts(applied - repeats - poison, repeated + repeats, deadLettered + poison, passedOver);
    }

    /** Records that were read. */
    public long facts() {
        return applied + repeated + deadLettered;
    }

    /** Offsets that were passed. */
    public long offsets() {
        return facts() + passedOver;
    }
}
