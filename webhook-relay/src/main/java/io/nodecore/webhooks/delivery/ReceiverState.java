package io.nodecore.webhooks.delivery;

import io.nodecore.webhooks.receiver.DeliveryOutcome;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The state of a receiver: whether it accepts events, and since when it does not. */
final class ReceiverState {

    private final InstantSource clock;
    private @Nullable Trouble trouble;

    private record Trouble(Instant since, DeliveryOutcome latest) {}

    ReceiverState(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns whether the receiver failed before. */
    synchronized boolean taken() {
        boolean isBack = trouble != null;
        trouble = null;
        return isBack;
    }

    /** Returns whether the state is new: the first failure, or the first 410. */
    synchronized boolean refused(DeliveryOutcome answer) {
        Trouble before = trouble;
        trouble = new Trouble(before == null ? clock.instant() : before.since, answer);
        return before == null
                || (answer instanceof DeliveryOutcome.Gone && !(before.latest instanceof DeliveryOutcome.Gone));
    }

    /** The state as text for people. */
    synchronized String inWords() {
        Trouble now = trouble;
        if (now == null) {
            return "delivering";
        }
        return (now.latest instanceof DeliveryOutcome.Gone ? "gone" : "retrying") + " since " + now.since + ": "
                + now.latest.inWords();
    }
}
