package io.nodecore.replay.rebuild;

import io.nodecore.replay.Rebuild;
import io.nodecore.replay.ReplayContext;
import io.nodecore.replay.ReplayKind;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayState;
import io.nodecore.replay.order.ReplaysTable;
import io.nodecore.replay.order.Scope;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Replays of projections that are rebuilt as a whole. */
public record RebuildReplay(ReplayContext tools, Rebuild rebuild) implements ReplayKind {

    @Override
    public Optional<String> refusal(ReplayOrder order) {
        return order.scope() instanceof Scope.Everything
                ? Optional.empty()
                : Optional.of(rebuild.name() + " can be rebuilt as a whole only");
    }

    @Override
    public void pursue(
            ReplayOrder order, ReplayState state, boolean isLive, BooleanSupplier isActive, ReplaysTable table)
            throws SQLException {
        var run = new RebuildRun(tools, rebuild, order, table);
        switch (order.wanted()) {
            case RUN -> {
                if (ReplayKind.isGone(state) || isLive) {
                    table.enter(order, state, "the replay has ended: order a new one");
                } else {
                    run.run(order.swap() || order.mode() == ReplayOrder.Mode.IN_PLACE);
                }
            }
            case CANCELLED -> ReplayKind.cancel(order, state, table);
            case SWAPPED -> {
                if (ReplayKind.isGone(state) || isLive) {
                    table.enter(order, state, "the replay has ended: order a new one");
                } else {
                    run.run(true);
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
