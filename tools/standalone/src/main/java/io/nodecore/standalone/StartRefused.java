package io.nodecore.standalone;

/** The run can't start for a reason that the user can remove; the message says how. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message);
    }
}
