package io.nodecore.replay.load;

import io.nodecore.replay.ReplayContext;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.order.ReplayOrder;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies facts to the tables of a replay up to given positions, and never beyond them. It stays open between two calls, so that the
 * last step is short.
 */
public interface Load extends AutoCloseable {

    /** Opens the load of a replay. */
    @FunctionalInterface
    interface Opening {
        /**
         * @param searchPath the schemas that are written
         * @throws SQLException when the database is away
         */
        Load open(ReplayContext tools, Replayable<?> replayable, ReplayOrder order, String searchPath)
                throws SQLException;
    }

    /** The positions of the tables. */
    Map<TopicPartition, Long> positions();

    /** The positions at which the tables began. */
    Map<TopicPartition, Long> firstOffsets();

    /**
     * Applies all facts before the targets.
     *
     * @param isActive asked between two steps; false ends the call early
     * @param onProgress called several times a second
     */
    void upTo(Map<TopicPartition, Long> targets, BooleanSupplier isActive, Runnable onProgress) throws SQLException;

    /**
     * Applies the few missing facts without the ordered limit, because the live projection waits.
     *
     * @param isActive as in {@link #upTo}; if it was false, the positions show how far the load came
     */
    void finish(Map<TopicPartition, Long> targets, BooleanSupplier isActive) throws SQLException;

    @Override
    void close();
}
