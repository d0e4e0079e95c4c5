package io.nodecore.replay.simulation;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.projection.simulation.Incidents;
import io.nodecore.replay.ProjectionReplay;
import io.nodecore.replay.ReplayContext;
import io.nodecore.replay.ReplayDatabase;
import io.nodecore.replay.ReplaySettings;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.exchange.SqlState;
import io.nodecore.replay.load.Load;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayOrder.Mode;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.replay.order.ReplayState;
import io.nodecore.replay.order.ReplaysTable;
import io.nodecore.replay.order.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.unit.DataSize;

/**
 * A shadow replay from a seed, by the real steps: while live projection continues between any two of them, it is stopped, cancelled,
 * interrupted, and resumed, until it reaches the wanted state.
 */
public final class SimulatedReplay implements AutoCloseable {

    private final ReplayContext tools;
    private final Replayable<?> replayable;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log;
    private final Runnable liveStep;
    private final Random random;
    private final Incidents incidents;
    private final Connection connection;
    private final ReplaysTable table;
    private ReplayOrder order;

    /**
     * @param database with the live tables and {@code replays}
     * @param log what live projection reads, too
     * @param liveStep a step of live projection
     * @param incidents counts what went wrong
     */
    public SimulatedReplay(
            long seed,
            Replayable<?> replayable,
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log,
            ReplayDatabase database,
            Runnable liveStep,
            Incidents incidents)
            throws SQLException {
        this.replayable = replayable;
        this.log = log;
        this.liveStep = liveStep;
        // Seeds that follow one another begin alike.
        this.random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
        this.incidents = incidents;
        var settings = new ReplaySettings(
                1,
                1,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(8),
                random.nextInt(6),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofHours(1));
        this.tools = new ReplayContext(database, KafkaSettings.of("nowhere:9092"), settings, InstantSource.system());
        this.connection = database.connect(database.schema());
        this.table = new ReplaysTable(
                JdbcClient.create(new SingleConnectionDataSource(connection, true)), database.schema());
        this.order = new ReplayOrder(
                1 + seed,
                replayable.name(),
                Mode.SHADOW,
                new Scope.Everything(),
                0,
                false,
                Wanted.RUN,
                1,
                Instant.EPOCH,
                "");
    }

    /** Builds the tables, compares them, and makes them live. */
    public void swap() throws SQLException {
        if (table.find(order.id()).isEmpty()) {
            bring(Wanted.RUN, ReplayState.COMPARED);
        }
        bring(Wanted.SWAPPED, ReplayState.SWAPPED);
    }

    public void rollBack() throws SQLException {
        bring(Wanted.ROLLED_BACK, ReplayState.ROLLED_BACK);
    }

    private void bring(Wanted wanted, ReplayState state) throws SQLException {
        want(wanted);
        while (state() != state) {
            switch (state()) {
                case FAILED, REFUSED, DROPPED, DONE ->
                    throw new AssertionError("replay " + order.id() + " is " + state() + ", and was to be " + state);
                default -> {}
            }
            if (random.nextInt(3) == 0) {
                incidents.count("replay cancelled");
                want(Wanted.CANCELLED);
            }
            want(wanted);
        }
    }

    /** As the service does it: what is interrupted is under way still, and comes again. */
    private void want(Wanted wanted) throws SQLException {
        order = order.wanting(wanted);
        var pursuit = new ProjectionReplay(tools, replayable, this::open);
        try {
            pursuit.pursue(
                    order,
                    state(),
                    table.find(order.id()).map(ReplaysTable.Row::isLive).orElse(false),
                    this::isActive,
                    table);
        } catch (SQLException | RuntimeException e) {
            if (!SqlState.isPassing(SqlState.of(e))) {
                throw e;
            }
        }
    }

    private ReplayState state() {
        return table.find(order.id()).map(ReplaysTable.Row::state).orElse(ReplayState.LOADING);
    }

    /** Asked only between two transactions of the replay. */
    private boolean isActive() {
        liveStep.run();
        if (random.nextInt(12) == 0) {
            incidents.count("replay stopped");
            return false;
        }
        return true;
    }

    private Load open(ReplayContext ofReplay, Replayable<?> replayed, ReplayOrder ordered, String searchPath)
            throws SQLException {
        return SimulatedLoad.open(replayed, log, ofReplay.database().connect(searchPath), random, incidents);
    }

    /** Removes what is left of it. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            want(Wanted.DROPPED);
        }
    }
}
