package io.nodecore.replay.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings both sides of a replay to the same positions: locks the live positions, so that live steps wait, and applies the few facts
 * between. If that takes too long, or the process stops meanwhile, the live steps continue.
 */
public final class EqualPositions {

    private static final Logger log = LoggerFactory.getLogger(EqualPositions.class);
    public static final Duration LOCKED_AT_MOST = Duration.ofSeconds(10);

    /** After which the database ends the transaction of a process that stopped in its middle; longer than the above. */
    private static final Duration IDLE_AT_MOST = Duration.ofSeconds(30);

    /** What happens at that moment. */
    @FunctionalInterface
    public interface AtRest {
        void run(LivePositions locked) throws SQLException;
    }

    /** Brings a load behind live projection again; see {@link CatchUp#run}. */
    @FunctionalInterface
    public interface Again {
        boolean run(Load load) throws SQLException;
    }

    private final Connection connection;
    private final JdbcClient jdbc;
    private final String live;
    private final String projection;
    private final Again catchUp;
    private final Duration lockedAtMost;

    /**
     * @param jdbc on the connection
     * @param lockedAtMost for how long facts are applied while live steps wait, before it lets them by and catches up again
     */
    public EqualPositions(
            Connection connection,
            JdbcClient jdbc,
            String live,
            String projection,
            Again catchUp,
            Duration lockedAtMost) {
        this.connection = connection;
        this.jdbc = jdbc;
        this.live = live;
        this.projection = projection;
        this.catchUp = catchUp;
        this.lockedAtMost = lockedAtMost;
    }

    /**
     * Brings it about, and commits what is done then.
     *
     * @return the positions of both; empty after a newer order, or when the service stops
     */
    public Optional<LivePositions> reach(Load load, AtRest work) throws SQLException {
        while (true) {
            Optional<LivePositions> reached = attempt(load, work);
            if (reached.isPresent()) {
                return reached;
            }
            log.info("live projection of {} goes on, a replay catches up with it again", projection);
            if (!catchUp.run(load)) {
                return Optional.empty();
            }
        }
    }

    private Optional<LivePositions> attempt(Load load, AtRest work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            jdbc.sql("select set_config('idle_in_transaction_session_timeout', ?, true)")
                    .param(IDLE_AT_MOST.toMillis() + "ms")
                    .query(String.class)
                    .single();
            LivePositions locked = LivePositions.lock(jdbc, live, projection);
            long deadline = System.nanoTime() + lockedAtMost.toNanos();
            load.finish(locked.offsets(), () -> System.nanoTime() - deadline < 0);
            if (!stands(load, locked.offsets())) {
                connection.rollback();
                return Optional.empty();
            }
            work.run(locked);
            connection.commit();
            return Optional.of(locked);
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean stands(Load load, Map<TopicPartition, Long> targets) {
        Map<TopicPartition, Long> positions = load.positions();
        return targets.entrySet().stream()
                .allMatch(target -> positions.getOrDefault(target.getKey(), 0L) >= target.getValue());
    }
}
