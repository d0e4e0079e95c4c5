package io.nodecore.replay.rebuild;

import io.nodecore.replay.Rebuild;
import io.nodecore.replay.ReplayContext;
import io.nodecore.replay.ReplaySchemas;
import io.nodecore.replay.Rows;
import io.nodecore.replay.compare.ReplayComparison;
import io.nodecore.replay.compare.ReplayComparison.OfTable;
import io.nodecore.replay.compare.TableComparison;
import io.nodecore.replay.exchange.ExchangeRefusedException;
import io.nodecore.replay.exchange.SqlState;
import io.nodecore.replay.exchange.TableExchange;
import io.nodecore.replay.load.ShadowSchema;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayProgress;
import io.nodecore.replay.order.ReplayState;
import io.nodecore.replay.order.ReplaysTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The steps of a rebuild. The writer waits while the tables are filled, compared and exchanged, so both sides hold the same facts. An
 * exchange fills and compares again, because an earlier comparison is out of date.
 */
final class RebuildRun {

    private static final Duration EXCHANGE_AT_MOST = Duration.ofSeconds(20);

    private final ReplayContext tools;
    private final Rebuild rebuild;
    private final ReplayOrder order;
    private final ReplaysTable replays;
    private final ReplaySchemas sides;

    /** @param replays on another connection than the rebuild, so that progress is visible at once */
    RebuildRun(ReplayContext tools, Rebuild rebuild, ReplayOrder order, ReplaysTable replays) {
        this.tools = tools;
        this.rebuild = rebuild;
        this.order = order;
        this.replays = replays;
        this.sides =
                new ReplaySchemas(tools.database().schema(), tools.database().shadow(order.id()));
    }

    void run(boolean exchange) throws SQLException {
        replays.enter(order, exchange ? ReplayState.SWAPPING : ReplayState.LOADING, null);
        try (Connection connection = tools.database().connect(sides.replayed())) {
            var one = new SingleConnectionDataSource(connection, true);
            JdbcClient session = JdbcClient.create(one);
            var shadow = new ShadowSchema(connection, sides.live(), sides.replayed());
            shadow.drop();
            for (long earlier : replays.keptBefore(rebuild.name(), order.id())) {
                session.sql("drop schema if exists " + tools.database().shadow(earlier) + " cascade")
                        .update();
                replays.dropped(earlier);
            }
            shadow.create(rebuild);
            rebuild.lockWriter(session);
            try {
                rebuild.fill(one);
                shadow.analyze(rebuild.tables());
                compare(session);
                if (exchange) {
                    new SwappedRows(session, sides).keep(rebuild.tables());
                    exchange(connection, session);
                } else {
                    replays.enter(order, ReplayState.COMPARED, null);
                }
            } finally {
                rebuild.unlockWriter(session);
            }
        }
    }

    /** Undoes the exchange, except for rows that later decisions changed. */
    void rollBack() throws SQLException {
        replays.enter(order, ReplayState.ROLLING_BACK, null);
        try (Connection connection = tools.database().connect(sides.live())) {
            JdbcClient session = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            var swapped = new SwappedRows(session, sides);
            if (!swapped.areKept(rebuild.tables())) {
                replays.enter(
                        order, ReplayState.SWAPPED, "an earlier version swapped it and kept no rows to roll back to");
                return;
            }
            rebuild.lockWriter(session);
            try {
                connection.setAutoCommit(false);
                swapped.takeBack(rebuild.tables());
                enter(session, ReplayState.ROLLED_BACK);
                connection.commit();
            } catch (DuplicateKeyException e) {
                connection.rollback();
                replays.enter(
                        order,
                        ReplayState.SWAPPED,
                        "a later decision uses the key of a row that was live before: "
                                + e.getMostSpecificCause().getMessage());
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
                rebuild.unlockWriter(session);
            }
        }
    }

    /** In the transaction of the exchange. */
    private void enter(JdbcClient session, ReplayState state) {
        var inTransaction = new ReplaysTable(session, sides.live());
        inTransaction.exchanged(order.id(), state == ReplayState.SWAPPED);
        inTransaction.enter(order, state, null);
    }

    void drop() throws SQLException {
        try (Connection connection = tools.database().connect(sides.live())) {
            new ShadowSchema(connection, sides.live(), sides.replayed()).drop();
        }
        replays.enter(order, ReplayState.DROPPED, null);
    }

    private void compare(JdbcClient session) {
        var comparison = new TableComparison(session, sides);
        List<OfTable> tables = rebuild.tables().stream()
                .map(table -> comparison.of(table, Rows.ALL))
                .toList();
        long rows = tables.stream().mapToLong(table -> table.replayed().rows()).sum();
        replays.progressed(order.id(), new ReplayProgress.Report(rows, rows, null));
        replays.compared(
                order.id(), new ReplayComparison(tables.stream().allMatch(OfTable::equal), Map.of(), tables).toJson());
    }

    /** The writer waits. If readers hold the tables, the exchange gives way and tries again. */
    private void exchange(Connection connection, JdbcClient session) throws SQLException {
        long deadline = System.nanoTime() + EXCHANGE_AT_MOST.toNanos();
        connection.setAutoCommit(false);
        try {
            while (true) {
                try {
                    session.sql("select set_config('lock_timeout', ?, true)")
                            .param(tools.settings().lockTimeout().toMillis() + "ms")
                            .query(String.class)
                            .single();
                    new TableExchange(new SingleConnectionDataSource(connection, true), sides).run(rebuild.tables());
                    enter(session, ReplayState.SWAPPED);
                    connection.commit();
                    return;
                } catch (RuntimeException e) {
                    connection.rollback();
                    if (!SqlState.isLockTimeout(SqlState.of(e))) {
                        throw e;
                    }
                    if (System.nanoTime() - deadline > 0) {
                        throw ExchangeRefusedException.forReaders(EXCHANGE_AT_MOST);
                    }
                    LockSupport.parkNanos(tools.settings().lockTimeout().toNanos());
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
