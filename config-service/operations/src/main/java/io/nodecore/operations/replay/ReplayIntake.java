package io.nodecore.operations.replay;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.decision.Changed;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.replay.order.ReplayWire;
import io.nodecore.schemas.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Takes orders: each is stored and added to the outbox in one transaction, for the service that owns the projection. */
final class ReplayIntake {

    private final DecisionLog<ReplayOrder> log;
    private final ReplayOrderTable orders;

    ReplayIntake(DecisionLog<ReplayOrder> log, ReplayOrderTable orders) {
        this.log = log;
        this.orders = orders;
    }

    /** @param order creates the order from a fresh id and the time of the request */
    ReplayOrder order(OrderOf order) {
        return commit(now -> order.with(orders.nextId(now), now));
    }

    /** An order that has no id yet. */
    @FunctionalInterface
    interface OrderOf {
        ReplayOrder with(long id, Instant now);
    }

    ReplayOrder want(long id, Wanted wanted) {
        return commit(now -> require(id).wanting(wanted));
    }

    ReplayOrder require(long id) {
        return orders.find(id)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("replay", Long.toString(id))));
    }

    private ReplayOrder commit(Function<Instant, ReplayOrder> decide) {
        return log.decide("replay ordered", now -> {
            ReplayOrder order = decide.apply(now);
            return Decision.of(order, order);
        });
    }

    static Changed changed(ReplayOrder order) {
        String what = switch (order.wanted()) {
            case RUN -> "ordered";
            case CANCELLED -> "cancelled";
            case SWAPPED -> "swapped";
            case ROLLED_BACK -> "rolled-back";
            case DROPPED -> "dropped";
        };
        return Changed.of("replay." + what, order.id());
    }

    static OutboxRecord record(ReplayOrder order) {
        return new OutboxRecord(
                Topics.CONTROL_REPLAYS.name(),
                Long.toString(order.id()),
                ReplayWire.encode(order),
                Map.of("event-id", UUID.randomUUID().toString()));
    }
}
