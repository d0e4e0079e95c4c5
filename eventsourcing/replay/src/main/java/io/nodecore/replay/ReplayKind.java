package io.nodecore.replay;

import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayState;
import io.nodecore.replay.order.ReplaysTable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Carries out the orders for replays of one kind: a projection, a rebuild or a re-emission. */
public interface ReplayKind {

    /** For people: why the order can't be carried out; empty if it can. */
    Optional<String> refusal(ReplayOrder order);

    /**
     * Brings a replay to the wanted state, or stores why it can't.
     *
     * @param state the current state
     * @param isLive whether its rows are live
     * @param isActive false after a newer order, or when the service stops
     * @param table stores the result
     */
    void pursue(ReplayOrder order, ReplayState state, boolean isLive, BooleanSupplier isActive, ReplaysTable table)
            throws SQLException;

    /** A replay that is not under way keeps its state. */
    static void cancel(ReplayOrder order, ReplayState state, ReplaysTable table) {
        boolean isAtRest = !state.isUnderWay() && state != ReplayState.FAILED;
        table.enter(order, isAtRest ? state : ReplayState.CANCELLED, null);
    }

    static boolean isGone(ReplayState state) {
        return state == ReplayState.DONE || state == ReplayState.DROPPED || state == ReplayState.REFUSED;
    }
}
