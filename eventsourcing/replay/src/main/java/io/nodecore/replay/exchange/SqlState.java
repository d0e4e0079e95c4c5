package io.nodecore.replay.exchange;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What Postgres calls a failure, however it is wrapped. */
public final class SqlState {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";
    private static final String ROLLED_BACK = "40";
    private static final String IDLE_IN_TRANSACTION = "25P03";

    private SqlState() {}

    public static @Nullable String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }

    /** Another transaction holds the lock. */
    public static boolean isLockTimeout(@Nullable String state) {
        return LOCK_NOT_AVAILABLE.equals(state) || DEADLOCK.equals(state);
    }

    /**
     * A connection that broke, a server that restarts or is full, a transaction that stood in another's way or paused for too long: not the
     * replay's fault, and nothing of the step is left.
     */
    public static boolean isPassing(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.startsWith(ROLLED_BACK)
                        || state.equals(IDLE_IN_TRANSACTION)
                        || state.equals(LOCK_NOT_AVAILABLE));
    }
}
