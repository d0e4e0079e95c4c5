package io.nodecore.replay;

/** Which rows of a table a replay may change. */
public sealed interface Rows {

    Rows ALL = new All();
    Rows NONE = new None();

    /** All: the table is exchanged as a whole. */
    record All() implements Rows {}

    /** None: the table is left as it is. */
    record None() implements Rows {}

    /**
     * Those that meet a condition: they are exchanged one by one.
     *
     * @param condition SQL; in it stand <code>{live}</code> and <code>{replayed}</code> for the two schemas, and <code>{here}</code>
     *     for the one whose rows are picked. It must pick the same keys in both
     */
    record Where(String condition) implements Rows {}

    /**
     * The rows that meet a condition must be equal on both sides: they are not exchanged, and while they differ nothing is.
     *
     * @param condition as of {@link Where}
     * @param reason for people: why nothing is exchanged, and what to do
     */
    record MustMatch(String condition, String reason) implements Rows {}

    /**
     * This can't be replayed alone.
     *
     * @param reason for people
     */
    record Refused(String reason) implements Rows {}
}
