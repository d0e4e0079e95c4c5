package io.nodecore.replay.exchange;

import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.ReplaySchemas;
import io.nodecore.replay.ReplaySettings;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.Rows;
import io.nodecore.replay.compare.DifferingRows;
import io.nodecore.replay.load.EqualPositions;
import io.nodecore.replay.load.LivePositions;
import io.nodecore.replay.load.Load;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Exchanges the rows of the two sides of a replay while their positions are equal, in one transaction. If readers hold a table for
 * too long it steps back and tries again.
 */
public final class ReplayExchange {

    private static final Logger log = LoggerFactory.getLogger(ReplayExchange.class);
    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private final Connection connection;
    private final JdbcClient jdbc;
    private final Replayable<?> replayable;
    private final ReplaySchemas sides;
    private final EqualPositions positions;
    private final Duration lockTimeout;

    /**
     * @param jdbc on the connection
     * @param lockTimeout see {@link ReplaySettings}
     */
    public ReplayExchange(
            Connection connection,
            JdbcClient jdbc,
            Replayable<?> replayable,
            ReplaySchemas sides,
            EqualPositions positions,
            Duration lockTimeout) {
        this.connection = connection;
        this.jdbc = jdbc;
        this.replayable = replayable;
        this.sides = sides;
        this.positions = positions;
        this.lockTimeout = lockTimeout;
    }

    /**
     * @param what the rows of each table; tables that are missing stay as they are
     * @param inTransaction done along with it
     */
    public void run(Load load, Map<OwnedTable, Rows> what, Runnable inTransaction) throws SQLException {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (true) {
            try {
                positions.reach(load, locked -> {
                    exchange(locked, what);
                    inTransaction.run();
                });
                return;
            } catch (RuntimeException | SQLException e) {
                if (!SqlState.isLockTimeout(SqlState.of(e))) {
                    throw e;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw ExchangeRefusedException.forReaders(AT_MOST);
                }
                log.info("{} waits for readers of the live tables", sides.replayed());
                LockSupport.parkNanos(lockTimeout.toNanos());
            }
        }
    }

    private void requireAlike(Map<OwnedTable, Rows> what) {
        var differing = new DifferingRows(jdbc, sides);
        // What was refused comes last in the list, and is named first: where it is redriven, names differ no more
        // either.
        for (OwnedTable table : replayable.tables().reversed()) {
            if (what.get(table) instanceof Rows.MustMatch matching
                    && jdbc.sql("select exists (" + differing.query(table, matching) + ")")
                            .query(Boolean.class)
                            .single()) {
                throw new ExchangeRefusedException(matching.reason());
            }
        }
    }

    private void exchange(LivePositions locked, Map<OwnedTable, Rows> what) {
        jdbc.sql("select set_config('lock_timeout', ?, true)")
                .param(lockTimeout.toMillis() + "ms")
                .query(String.class)
                .single();
        new TableShapes(jdbc, sides).requireAlike(what.keySet());
        requireAlike(what);
        var rowByRow = new RowExchange(jdbc, sides);
        List<OwnedTable> whole = new ArrayList<>();
        for (OwnedTable table : replayable.tables()) {
            switch (what.get(table)) {
                case Rows.Where where -> rowByRow.run(table, where);
                case Rows.All all -> whole.add(table);
                case Rows.MustMatch matching -> {}
                case Rows.None none -> {}
                case Rows.Refused refused -> throw new IllegalStateException(refused.reason());
                case null -> {}
            }
        }
        if (!whole.isEmpty()) {
            LivePositions replayed = LivePositions.read(jdbc, sides.replayed(), replayable.name())
                    .of(locked.offsets());
            replayed.storeCounts(jdbc, sides.live(), replayable.name());
            locked.storeCounts(jdbc, sides.replayed(), replayable.name());
            new TableExchange(new SingleConnectionDataSource(connection, true), sides).run(whole);
        }
    }
}
