package io.nodecore.replay;

import io.nodecore.replay.load.Load;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayState;
import io.nodecore.replay.order.ReplaysTable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Replays of a projection.
 *
 * @param loads where the facts come from
 */
public record ProjectionReplay(ReplayContext tools, Replayable<?> replayable, Load.Opening loads)
        implements ReplayKind {

    @Override
    public Optional<String> refusal(ReplayOrder order) {
        return replayable.refusal(order);
    }

    @Override
    public void pursue(
            ReplayOrder order, ReplayState state, boolean isLive, BooleanSupplier isActive, ReplaysTable table)
            throws SQLException {
        try (var run = new ReplayRun(tools, replayable, order, loads, isActive)) {
            switch (order.wanted()) {
                case RUN -> {
                    if (ReplayKind.isGone(state) || isLive) {
                        table.enter(order, state, "the replay has ended: order a new one");
                    } else {
                        run.load();
                    }
                }
                case CANCELLED -> ReplayKind.cancel(order, state, table);
                case SWAPPED -> {
                    if (ReplayKind.isGone(state) || isLive || !table.isCompared(order.id())) {
                        table.enter(order, state, "only a compared replay that is not live yet can be swapped");
                    } else {
                        run.swap();
                    }
                }
                case ROLLED_BACK -> {
                    if (ReplayKind.isGone(state) || !isLive) {
                        table.enter(order, state, "only a swapped replay can be rolled back");
                    } else {
                        run.rollBack();
                    }
                }
                case DROPPED -> run.drop();
            }
        }
    }
}
