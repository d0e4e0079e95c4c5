package io.nodecore.replay;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The moment at which both sides of a replay are the same facts old: the live positions are locked (live steps wait there, and nowhere
 * else), and the few facts between are applied.
 */
final class EqualPositions {

    /** What happens at that moment. */
    @FunctionalInterface
    interface AtRest {
        void run(LivePositions locked) throws SQLException;
    }

    private final Connection connection;
    private final JdbcClient jdbc;
    private final String live;
    private final String projection;

    /** @param jdbc on the connection */
    EqualPositions(Connection connection, JdbcClient jdbc, String live, String projection) {
        this.connection = connection;
        this.jdbc = jdbc;
        this.live = live;
        this.projection = projection;
    }

    /**
     * Brings it about, and commits what is done then.
     *
     * @return the positions of both
     */
    LivePositions reach(Load load, AtRest work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            LivePositions locked = LivePositions.lock(jdbc, live, projection);
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
}
