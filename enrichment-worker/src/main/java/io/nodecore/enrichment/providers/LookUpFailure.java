package io.nodecore.enrichment.providers;

import java.time.Duration;

/** The reason why a provider gave no answer. The messages do not contain the token. */
public abstract sealed class LookUpFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private LookUpFailure(String message) {
        super(message);
    }

    /** The provider asks for a pause. */
    public static final class TooMany extends LookUpFailure {

        private static final long serialVersionUID = 1L;

        private final Duration pause;

        TooMany(String message, Duration pause) {
            super(message);
            this.pause = pause;
        }

        Duration pause() {
            return pause;
        }
    }

    /** The provider can't be reached or fails; the same request may succeed later. */
    public static sealed class Unavailable extends LookUpFailure {

        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message);
        }
    }

    /** The provider answered, but about none of the addresses. */
    public static final class Silent extends Unavailable {

        private static final long serialVersionUID = 1L;

        Silent(String message) {
            super(message);
        }
    }

    /** The provider refuses the request, for example because of a wrong token. The same request never succeeds. */
    public static final class Refused extends LookUpFailure {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
