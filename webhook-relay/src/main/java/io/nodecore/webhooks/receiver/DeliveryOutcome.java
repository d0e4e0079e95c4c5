package io.nodecore.webhooks.receiver;

import java.time.Duration;
import java.util.Optional;

/** The outcome of one attempt. Only {@link Taken} moves the position. */
public sealed interface DeliveryOutcome {

    /** A 2xx status within the timeout. */
    record Taken(int status) implements DeliveryOutcome {}

    /**
     * Any other status, including a redirect: redirects are never followed, because the signed event is meant for one address only.
     *
     * @param retryAfter the wait that the receiver asked for
     */
    record Refused(int status, Optional<Duration> retryAfter) implements DeliveryOutcome {}

    /** 410: the receiver states that it will never accept events again. No event is skipped because of it; an operator must decide. */
    record Gone() implements DeliveryOutcome {}

    /** No complete answer within the timeout, or no answer. */
    record Unanswered(String cause) implements DeliveryOutcome {}

    /** A short text for the log and for health. */
    default String inWords() {
        return switch (this) {
            case Taken(int status) -> "status " + status;
            case Refused(int status, Optional<Duration> retryAfter) ->
                "status " + status
                        + retryAfter.map(wait -> ", asked to wait " + wait).orElse("");
            case Gone() -> "status 410: the receiver is gone";
            case Unanswered(String cause) -> cause;
        };
    }
}
