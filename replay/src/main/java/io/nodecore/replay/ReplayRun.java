package io.nodecore.replay;

import io.nodecore.replay.Comparison.OfTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The steps of one replay. Whatever it is interrupted by, it goes on from the position in its schema.
 *
 * <p>The replayed tables follow live projection and are never ahead of it. To compare or exchange them, the live positions are locked
 * (live steps wait there, and nowhere else), the few facts between are applied, and both sides are the same facts old. The comparison
 * itself reads a snapshot of that moment, with nobody waiting any more.
 */
final class ReplayRun<F> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReplayRun.class);
    private static final Duration EXCHANGE_AT_MOST = Duration.ofMinutes(10);

    private final ReplayTools tools;
    private final Replayable<F> replayable;
    private final ReplayOrder order;
    private final BooleanSupplier goesOn;
    private final String live;
    private final Sides sides;
    private final Connection connection;
    private final JdbcClient jdbc;
    private final ReplaysTable replays;
    private final ShadowSchema shadow;
    private final Progress progress = new Progress();

    /** @param goesOn false when something else is wanted of the replay, or its service stops */
    ReplayRun(ReplayTools tools, Replayable<F> replayable, ReplayOrder order, BooleanSupplier goesOn)
            throws SQLException {
        this.tools = tools;
        this.replayable = replayable;
        this.order = order;
        this.goesOn = goesOn;
        this.live = tools.database().schema();
        this.sides = new Sides(live, tools.database().shadow(order.id()));
        this.connection = tools.database().connect(live);
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.replays = new ReplaysTable(jdbc, live);
        this.shadow = new ShadowSchema(connection, live, sides.replayed());
    }

    /** Loads and compares; then exchanges, where that is the order. */
    void load() throws SQLException {
        replays.enter(order, ReplayState.LOADING, null);
        if (!shadow.exists()) {
            dropEarlier();
            shadow.create(replayable, !isOverLiveRows());
        }
        try (Load load = Load.open(tools, replayable, order, searchPath())) {
            if (!catchUp(load)) {
                return;
            }
            if (isOverLiveRows()) {
                shadow.drop();
                replays.enter(order, ReplayState.DONE, null);
                return;
            }
            shadow.analyze(replayable.tables());
            compare(load);
            if (order.mode() == ReplayOrder.Mode.IN_PLACE) {
                exchange(load, ReplayState.DONE, exchanged());
            } else if (order.swap() && goesOn.getAsBoolean()) {
                swap(load);
            }
        }
    }

    /** Exchanges what was compared. */
    void swap() throws SQLException {
        try (Load load = Load.open(tools, replayable, order, searchPath())) {
            swap(load);
        }
    }

    /** Exchanges again: what was live before catches up first, so that readers never see the past. */
    void rollBack() throws SQLException {
        replays.enter(order, ReplayState.ROLLING_BACK, null);
        try (Load load = Load.open(tools, replayable, order, searchPath())) {
            if (catchUp(load)) {
                exchange(load, ReplayState.ROLLED_BACK, exchanged());
            }
        }
    }

    void drop() {
        shadow.drop();
        replays.enter(order, ReplayState.DROPPED, null);
    }

    private void swap(Load load) throws SQLException {
        replays.enter(order, ReplayState.SWAPPING, null);
        if (catchUp(load)) {
            exchange(load, ReplayState.SWAPPED, exchanged());
        }
    }

    /** Over the live rows there are only positions of the replay's own. */
    private boolean isOverLiveRows() {
        return order.mode() == ReplayOrder.Mode.IN_PLACE && replayable.appliesAgain();
    }

    private String searchPath() {
        return isOverLiveRows() ? sides.replayed() + "," + live : sides.replayed();
    }

    private void dropEarlier() {
        for (long earlier : replays.keptBefore(replayable.name(), order.id())) {
            jdbc.sql("drop schema if exists " + tools.database().shadow(earlier) + " cascade")
                    .update();
            replays.dropped(earlier);
        }
    }

    /**
     * Follows live projection until few facts are missing.
     *
     * @return false where something else is wanted meanwhile
     */
    private boolean catchUp(Load load) throws SQLException {
        while (goesOn.getAsBoolean()) {
            Map<TopicPartition, Long> targets = livePositions().offsets();
            load.upTo(targets, goesOn, () -> tell(load, targets));
            Map<TopicPartition, Long> now = livePositions().offsets();
            tell(load, now);
            if (missing(load, now) <= tools.settings().closeEnough()) {
                return goesOn.getAsBoolean();
            }
        }
        return false;
    }

    private void compare(Load load) throws SQLException {
        replays.enter(order, ReplayState.COMPARING, null);
        try (Connection snapshot = tools.database().connect(live)) {
            snapshot.setAutoCommit(false);
            snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            snapshot.setReadOnly(true);
            JdbcClient ofSnapshot = JdbcClient.create(new SingleConnectionDataSource(snapshot, true));
            // The first statement of a transaction is what fixes its snapshot.
            LivePositions positions = atLivePositions(
                    load,
                    locked -> ofSnapshot.sql("select 1").query(Integer.class).single());
            var comparison = new TableComparison(ofSnapshot, sides);
            List<OfTable> tables = new ArrayList<>();
            replayable.rows(order.scope()).forEach((table, rows) -> tables.add(comparison.of(table, rows)));
            snapshot.rollback();
            Map<String, Long> offsets = new TreeMap<>();
            positions.offsets().forEach((partition, offset) -> offsets.put(partition.toString(), offset));
            var found = new Comparison(tables.stream().allMatch(OfTable::equal), offsets, tables);
            replays.compared(order.id(), found.toJson());
            replays.enter(order, ReplayState.COMPARED, null);
        }
    }

    /** What happens while live projection waits at positions that the replayed tables have too. */
    @FunctionalInterface
    private interface AtRest {
        void run(LivePositions locked) throws SQLException;
    }

    /** @return the positions of both */
    private LivePositions atLivePositions(Load load, AtRest work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            LivePositions locked = LivePositions.lock(jdbc, live, replayable.name());
            load.upTo(locked.offsets(), () -> true, () -> {});
            work.run(locked);
            connection.commit();
            return locked;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Tables that the comparison found equal stay so: the same code applies the same facts to both. Rows of shared tables are spared. */
    private Map<OwnedTable, Rows> exchanged() {
        List<String> different = replays.different(order.id());
        Map<OwnedTable, Rows> rows = new HashMap<>(replayable.rows(order.scope()));
        rows.entrySet()
                .removeIf(one -> one.getValue() instanceof Rows.Where
                        && !different.contains(one.getKey().name()));
        return rows;
    }

    private void exchange(Load load, ReplayState after, Map<OwnedTable, Rows> what) throws SQLException {
        long deadline = System.nanoTime() + EXCHANGE_AT_MOST.toNanos();
        while (true) {
            try {
                atLivePositions(load, locked -> {
                    exchangeLocked(locked, what);
                    if (after == ReplayState.DONE) {
                        // In place nothing is kept.
                        shadow.drop();
                    }
                    replays.enter(order, after, null);
                    replays.exchanged(order.id(), after == ReplayState.SWAPPED);
                });
                return;
            } catch (RuntimeException | SQLException e) {
                if (!SqlState.isLockTimeout(SqlState.of(e)) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                log.info("replay {} waits for readers of the live tables", order.id());
                LockSupport.parkNanos(tools.settings().lockTimeout().toNanos());
            }
        }
    }

    private void exchangeLocked(LivePositions locked, Map<OwnedTable, Rows> what) {
        jdbc.sql("select set_config('lock_timeout', ?, true)")
                .param(tools.settings().lockTimeout().toMillis() + "ms")
                .query(String.class)
                .single();
        var rowByRow = new RowExchange(jdbc, sides);
        List<OwnedTable> whole = new ArrayList<>();
        for (OwnedTable table : replayable.tables()) {
            switch (what.get(table)) {
                case Rows.Where where -> rowByRow.run(table, where);
                case Rows.All all -> whole.add(table);
                case Rows.None none -> {}
                case Rows.Refused refused -> throw new IllegalStateException(refused.reason());
                case null -> {}
            }
        }
        if (!whole.isEmpty()) {
            LivePositions replayed = LivePositions.read(jdbc, sides.replayed(), replayable.name())
                    .of(locked.offsets());
            replayed.storeCounts(jdbc, live, replayable.name());
            locked.storeCounts(jdbc, sides.replayed(), replayable.name());
            new TableExchange(new SingleConnectionDataSource(connection, true), sides).run(whole);
        }
    }

    private LivePositions livePositions() {
        return LivePositions.read(jdbc, live, replayable.name());
    }

    private void tell(Load load, Map<TopicPartition, Long> targets) {
        Map<TopicPartition, Long> first = load.firstOffsets();
        long applied = 0;
        long total = 0;
        for (var position : load.positions().entrySet()) {
            long begin = first.getOrDefault(position.getKey(), 0L);
            applied += Math.max(0, position.getValue() - begin);
            total += Math.max(0, targets.getOrDefault(position.getKey(), 0L) - begin);
        }
        replays.progressed(
                order.id(), progress.report(applied, total, tools.clock().instant()));
    }

    private static long missing(Load load, Map<TopicPartition, Long> targets) {
        Map<TopicPartition, Long> positions = load.positions();
        return targets.entrySet().stream()
                .mapToLong(target -> Math.max(0, target.getValue() - positions.getOrDefault(target.getKey(), 0L)))
                .sum();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
