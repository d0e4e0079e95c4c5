package io.nodecore.enrichment.providers;

import java.time.Duration;

/** Why a provider gave no answer. Messages never hold the token. */
public abstract sealed class LookUpFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private LookUpFailure(String message) {
        super(message);
    }

    /** It wants to be left alone for a while. */
    public static final class TooMany extends LookUpFailure {

        private static final long serialVersionUID = 1L;

        private final Duration leaveAlone;

        TooMany(String message, Duration leaveAlone) {
            super(message);
            this.leaveAlone = leaveAlone;
        }

        Duration leaveAlone() {
            return leaveAlone;
        }
    }

    /** It is away or troubled; the same request may go well later. */
    public static sealed class Unavailable extends LookUpFailure {

        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message);
        }
    }

    /** It answered, and said nothing about any of the addresses. It may be troubled, or never say anything about these. */
    public static final class Silent extends Unavailable {

        private static final long serialVersionUID = 1L;

        Silent(String message) {
            super(message);
        }
    }

    /** It does not want this from us: the same request will never go well, as with a wrong token. */
    public static final class Refused extends LookUpFailure {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
