package io.nodecore.replay;

import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayState;
import io.nodecore.replay.order.ReplaysTable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Does what is wanted of a replay, for one kind of thing that is replayed. */
public interface ReplayKind {

    /** Why this can't be done, for people; empty where it can. */
    Optional<String> refusal(ReplayOrder order);

    /**
     * Brings a replay to what is wanted of it, or writes down why not.
     *
     * @param state how far it is
     * @param isLive whether its rows are live
     * @param goesOn false when something else is wanted of it, or its service stops
     * @param table where what came of it is written
     */
    void pursue(ReplayOrder order, ReplayState state, boolean isLive, BooleanSupplier goesOn, ReplaysTable table)
            throws SQLException;

    /** What is at rest stays what it is. */
    static void cancel(ReplayOrder order, ReplayState state, ReplaysTable table) {
        boolean isAtRest = !state.isUnderWay() && state != ReplayState.FAILED;
        table.enter(order, isAtRest ? state : ReplayState.CANCELLED, null);
    }

    static boolean isGone(ReplayState state) {
        return state == ReplayState.DONE || state == ReplayState.DROPPED || state == ReplayState.REFUSED;
    }
}
