package io.nodecore.gateway.failure;

import java.util.concurrent.CompletionException;

/** Carries a {@link Failure} to the transport. It has no stack trace: a refusal is an outcome, not a defect. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public Refused(Failure failure) {
        super(failure.reason(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    /** The failure of an outcome; anything that is not a refusal is a {@link Failure.Defect} of the gateway. */
    public static Failure failureOf(Throwable outcome) {
        Throwable cause = outcome;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof Refused refused ? refused.failure() : new Failure.Defect(cause);
    }
}
