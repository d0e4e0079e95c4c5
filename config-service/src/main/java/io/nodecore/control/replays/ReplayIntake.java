package io.nodecore.control.replays;

import io.nodecore.control.failures.Failure;
import io.nodecore.control.failures.FailureException;
import io.nodecore.control.journal.WriteLock;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.outbox.OutboxRelay;
import io.nodecore.outbox.OutboxTable;
import io.nodecore.replay.ReplayOrder;
import io.nodecore.replay.ReplayOrder.Wanted;
import io.nodecore.replay.ReplayWire;
import io.nodecore.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes orders: each is stored and put into the outbox in one transaction, for the service that owns the projection. */
final class ReplayIntake {

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final ReplayOrderTable orders;
    private final OutboxRelay relay;
    private final InstantSource clock;

    ReplayIntake(TransactionTemplate transactions, JdbcClient jdbc, OutboxRelay relay, InstantSource clock) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.orders = new ReplayOrderTable(jdbc);
        this.relay = relay;
        this.clock = clock;
    }

    /** @param order of a fresh id and the time of asking */
    ReplayOrder order(OrderOf order) {
        return commit(now -> order.with(orders.nextId(now), now));
    }

    /** An order that still needs its id. */
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
        record Committed(ReplayOrder order, long outboxRow) {}
        Committed committed = transactions.execute(status -> {
            WriteLock.take(jdbc);
            ReplayOrder order = decide.apply(clock.instant().truncatedTo(ChronoUnit.MILLIS));
            orders.store(order);
            return new Committed(order, OutboxTable.add(jdbc, List.of(record(order))));
        });
        relay.awaitPublished(committed.outboxRow());
        return committed.order();
    }

    private static OutboxRecord record(ReplayOrder order) {
        return new OutboxRecord(
                Topics.CONTROL_REPLAYS.name(),
                Long.toString(order.id()),
                ReplayWire.encode(order),
                Map.of("event-id", UUID.randomUUID().toString()));
    }
}
