package io.nodecore.replay;

import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayProgress;
import io.nodecore.replay.order.ReplayState;
import io.nodecore.replay.order.ReplaysTable;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Re-emissions. */
record ReemissionReplay(ReplayContext tools, Reemission reemission) implements ReplayKind {

    @Override
    public Optional<String> refusal(ReplayOrder order) {
        return reemission.refusal(order);
    }

    @Override
    public void pursue(
            ReplayOrder order, ReplayState state, boolean isLive, BooleanSupplier isActive, ReplaysTable table) {
        switch (order.wanted()) {
            case RUN -> {
                table.enter(order, ReplayState.LOADING, null);
                var progress = new ReplayProgress();
                reemission.run(
                        order,
                        isActive,
                        (applied, total) -> table.progressed(
                                order.id(),
                                progress.report(applied, total, tools.clock().instant())));
                if (isActive.getAsBoolean()) {
                    table.enter(order, ReplayState.DONE, null);
                }
            }
            case CANCELLED -> ReplayKind.cancel(order, state, table);
            case SWAPPED, ROLLED_BACK -> table.enter(order, state, "emitted events can't be swapped or rolled back");
            case DROPPED -> table.enter(order, ReplayState.DROPPED, null);
        }
    }
}
