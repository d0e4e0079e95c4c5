package io.nodecore.admin.failure;

/** Carries a refusal to the transport. It has no stack trace: a refusal is an answer, not a defect. */
public final class FailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
