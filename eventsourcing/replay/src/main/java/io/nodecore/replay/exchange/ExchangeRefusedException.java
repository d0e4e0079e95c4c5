package io.nodecore.replay.exchange;

import java.time.Duration;

/** The live and the replayed rows can't be exchanged now; nothing was changed. */
public final class ExchangeRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason for people, with what to do about it */
    ExchangeRefusedException(String reason) {
        super(reason);
    }

    public static ExchangeRefusedException forReaders(Duration waited) {
        return new ExchangeRefusedException("queries have locked the live tables for " + waited.toSeconds()
                + " s: swap again when no long query runs");
    }
}
