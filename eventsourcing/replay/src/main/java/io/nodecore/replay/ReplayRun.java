package io.nodecore.replay;

import io.nodecore.replay.compare.ReplayComparison;
import io.nodecore.replay.compare.SnapshotComparison;
import io.nodecore.replay.exchange.ReplayExchange;
import io.nodecore.replay.exchange.TableShapes;
import io.nodecore.replay.load.CatchUp;
import io.nodecore.replay.load.EqualPositions;
import io.nodecore.replay.load.Load;
import io.nodecore.replay.load.ShadowSchema;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayState;
import io.nodecore.replay.order.ReplaysTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One replay, step by step: it follows live projection and is never ahead of it ({@link CatchUp}), is compared with it ({@link SnapshotComparison}), and
 * exchanged for it ({@link ReplayExchange}), or the reverse. After any interruption it continues from the position in its
 * schema.
 */
final class ReplayRun implements AutoCloseable {

    private final ReplayContext tools;
    private final Replayable<?> replayable;
    private final ReplayOrder order;
    private final BooleanSupplier isActive;
    private final String live;
    private final ReplaySchemas sides;
    private final Connection connection;
    private final JdbcClient jdbc;
    private final ReplaysTable replays;
    private final ShadowSchema shadow;
    private final CatchUp catchUp;
    private final SnapshotComparison comparison;
    private final ReplayExchange exchange;
    private final Load.Opening loads;

    /**
     * @param loads where the facts come from
     * @param isActive false when something else is wanted of the replay, or its service stops
     */
    ReplayRun(
            ReplayContext tools,
            Replayable<?> replayable,
            ReplayOrder order,
            Load.Opening loads,
            BooleanSupplier isActive)
            throws SQLException {
        this.tools = tools;
        this.replayable = replayable;
        this.order = order;
        this.loads = loads;
        this.isActive = isActive;
        this.live = tools.database().schema();
        this.sides = new ReplaySchemas(live, tools.database().shadow(order.id()));
        this.connection = tools.database().connect(live);
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.replays = new ReplaysTable(jdbc, live);
        this.shadow = new ShadowSchema(connection, live, sides.replayed());
        this.catchUp = new CatchUp(tools, order, jdbc, replays, isActive);
        var positions = new EqualPositions(
                connection, jdbc, live, replayable.name(), catchUp::run, EqualPositions.LOCKED_AT_MOST);
        this.comparison = new SnapshotComparison(tools.database(), sides, positions);
        this.exchange = new ReplayExchange(
                connection, jdbc, replayable, sides, positions, tools.settings().lockTimeout());
    }

    /** Loads and compares; then exchanges, if the order says so. */
    void load() throws SQLException {
        replays.enter(order, ReplayState.LOADING, null);
        if (!shadow.exists()) {
            dropEarlier();
            shadow.create(replayable, !isOverLiveRows());
        }
        requireToday();
        try (Load load = loads.open(tools, replayable, order, searchPath())) {
            if (!catchUp.run(load)) {
                return;
            }
            if (isOverLiveRows()) {
                shadow.drop();
                replays.enter(order, ReplayState.DONE, null);
                return;
            }
            shadow.analyze(replayable.tables());
            // What came during a long step is applied before the positions are locked again.
            if (!catchUp.run(load) || !compare(load)) {
                return;
            }
            if (order.mode() == ReplayOrder.Mode.IN_PLACE) {
                if (catchUp.run(load)) {
                    exchange(load, ReplayState.DONE);
                }
            } else if (order.swap() && isActive.getAsBoolean()) {
                swap(load);
            }
        }
    }

    /** Exchanges what was compared. */
    void swap() throws SQLException {
        requireToday();
        try (Load load = loads.open(tools, replayable, order, searchPath())) {
            swap(load);
        }
    }

    /** Exchanges again: what was live before catches up first, so that readers never see the past. */
    void rollBack() throws SQLException {
        requireToday();
        replays.enter(order, ReplayState.ROLLING_BACK, null);
        try (Load load = loads.open(tools, replayable, order, searchPath())) {
            if (catchUp.run(load)) {
                exchange(load, ReplayState.ROLLED_BACK);
            }
        }
    }

    void drop() {
        shadow.drop();
        replays.enter(order, ReplayState.DROPPED, null);
    }

    private void swap(Load load) throws SQLException {
        replays.enter(order, ReplayState.SWAPPING, null);
        if (catchUp.run(load)) {
            exchange(load, ReplayState.SWAPPED);
        }
    }

    /** Today's code is not to write tables of an earlier version. */
    private void requireToday() {
        if (!isOverLiveRows()) {
            new TableShapes(jdbc, sides).requireAlike(replayable.tables());
        }
    }

    private boolean isOverLiveRows() {
        return replayable.isOverLiveRows(order);
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

    /** False if the operator's order has changed meanwhile. */
    private boolean compare(Load load) throws SQLException {
        replays.enter(order, ReplayState.COMPARING, null);
        Optional<ReplayComparison> found = comparison.of(load, replayable.rows(order.scope()));
        if (found.isEmpty()) {
            return false;
        }
        replays.compared(order.id(), found.get().toJson());
        replays.enter(order, ReplayState.COMPARED, null);
        return true;
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

    private void exchange(Load load, ReplayState after) throws SQLException {
        exchange.run(load, exchanged(), () -> {
            if (after == ReplayState.DONE) {
                // In place nothing is kept.
                shadow.drop();
            }
            replays.enter(order, after, null);
            replays.exchanged(order.id(), after == ReplayState.SWAPPED);
        });
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
