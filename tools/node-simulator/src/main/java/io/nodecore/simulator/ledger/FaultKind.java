package io.nodecore.simulator.ledger;

import java.util.Locale;

/** Faults on the side of the fleet, in addition to those of the Core. */
public enum FaultKind {
    /** A request that does not reach the Core. */
    REQUEST_LOST,
    /** An acknowledgement that does not reach the agent. */
    ANSWER_LOST,
    /** An acknowledged report repeated at once, over another transport or another gateway. */
    REPEATED_AT_ONCE,
    /** An acknowledged report repeated seconds or minutes later. */
    REPEATED_LATER,
    /** A usage report without an id; the Core derives one from its content. */
    WITHOUT_ID,
    /** A usage report of minutes that are hours or more than a year old. */
    LATE_MINUTES,
    /** A minute of 10^15 bytes. */
    HUGE_MINUTE;

    /** The name in output for users. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
