package io.nodecore.projection.step;

/** Among some facts is at least one that can't be applied, now or later. */
final class NotApplicableException extends Exception {

    private final Exception failure;

    NotApplicableException(Exception failure) {
        super(failure);
        this.failure = failure;
    }

    /** What applying them threw. */
    Exception failure() {
        return failure;
    }
}
