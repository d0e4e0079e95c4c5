package io.nodecore.replay.compare;

import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.ReplayDatabase;
import io.nodecore.replay.ReplaySchemas;
import io.nodecore.replay.Rows;
import io.nodecore.replay.compare.ReplayComparison.OfTable;
import io.nodecore.replay.load.EqualPositions;
import io.nodecore.replay.load.LivePositions;
import io.nodecore.replay.load.Load;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Compares the two sides of a replay in a snapshot of a moment at which their positions were equal; no transaction waits meanwhile. */
public final class SnapshotComparison {

    private final ReplayDatabase database;
    private final ReplaySchemas sides;
    private final EqualPositions positions;

    public SnapshotComparison(ReplayDatabase database, ReplaySchemas sides, EqualPositions positions) {
        this.database = database;
        this.sides = sides;
        this.positions = positions;
    }

    /**
     * @param compared the rows of each table
     * @return empty if the operator's order has changed meanwhile
     */
    public Optional<ReplayComparison> of(Load load, Map<OwnedTable, Rows> compared) throws SQLException {
        try (Connection snapshot = database.connect(sides.live())) {
            snapshot.setAutoCommit(false);
            snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            snapshot.setReadOnly(true);
            JdbcClient ofSnapshot = JdbcClient.create(new SingleConnectionDataSource(snapshot, true));
            // The first statement of a transaction is what fixes its snapshot.
            Optional<LivePositions> equal = positions.reach(
                    load,
                    locked -> ofSnapshot.sql("select 1").query(Integer.class).single());
            if (equal.isEmpty()) {
                return Optional.empty();
            }
            var comparison = new TableComparison(ofSnapshot, sides);
            List<OfTable> tables = new ArrayList<>();
            compared.forEach((table, rows) -> tables.add(comparison.of(table, rows)));
            snapshot.rollback();
            Map<String, Long> offsets = new TreeMap<>();
            equal.get().offsets().forEach((partition, offset) -> offsets.put(partition.toString(), offset));
            return Optional.of(new ReplayComparison(tables.stream().allMatch(OfTable::equal), offsets, tables));
        }
    }
}
