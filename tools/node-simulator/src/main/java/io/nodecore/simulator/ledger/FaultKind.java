package io.nodecore.simulator.ledger;

import java.util.Locale;

/** What a fleet meets on its own side, beside what happens to the Core. */
public enum FaultKind {
    /** A request that never reached the Core. */
    REQUEST_LOST,
    /** An acknowledgement that never reached the agent. */
    ANSWER_LOST,
    /** An acknowledged report sent once more at once, over another transport or another gateway. */
    REPEATED_AT_ONCE,
    /** An acknowledged report sent once more seconds or minutes later. */
    REPEATED_LATER,
    /** A usage report without an id: its content is its name. */
    WITHOUT_ID,
    /** A usage report of minutes that are hours or more than a year old. */
    LATE_MINUTES,
    /** A minute of 10^15 bytes. */
    HUGE_MINUTE;

    /** As people read it. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
