package io.nodecore.replay;

/** The two sides of a replay can't be exchanged as they are; nothing was changed. */
final class ExchangeRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason for people, with what to do about it */
    ExchangeRefusedException(String reason) {
        super(reason);
    }
}
