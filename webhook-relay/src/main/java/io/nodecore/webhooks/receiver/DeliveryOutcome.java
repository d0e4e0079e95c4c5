package io.nodecore.webhooks.receiver;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt. Only {@link Taken} moves the position. */
public sealed interface DeliveryOutcome {

    /** A 2xx within the time-out. */
    record Taken(int status) implements DeliveryOutcome {}

    /**
     * Any other status, also a redirect: those are never followed, because what is signed is meant for one address.
     *
     * @param retryAfter how long the receiver asked us to wait
     */
    record Refused(int status, Optional<Duration> retryAfter) implements DeliveryOutcome {}

    /** 410: the receiver says that it will never take events again. Nothing is skipped for it; an operator has to decide. */
    record Gone() implements DeliveryOutcome {}

    /** No whole answer within the time-out, or none at all. */
    record Unanswered(String cause) implements DeliveryOutcome {}

    /** For the log and for health, in a few words. */
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
