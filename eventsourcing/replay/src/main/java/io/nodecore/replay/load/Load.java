package io.nodecore.replay.load;

import io.nodecore.replay.ReplayContext;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.order.ReplayOrder;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Brings the tables of a replay up to given positions, and never beyond them. It stays open between two calls, so that the last step is
 * a short one.
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

    /** Where the tables stand. */
    Map<TopicPartition, Long> positions();

    /** Where they began. */
    Map<TopicPartition, Long> firstOffsets();

    /**
     * Applies all facts before the targets.
     *
     * @param goesOn asked between two steps; false ends the call early
     * @param onLook called now and then meanwhile
     */
    void upTo(Map<TopicPartition, Long> targets, BooleanSupplier goesOn, Runnable onLook) throws SQLException;

    /**
     * Applies the few facts that are missing, as fast as it can, whatever limit was ordered: live projection waits for it.
     *
     * @param goesOn as of the other; whoever made it false looks at the positions
     */
    void finish(Map<TopicPartition, Long> targets, BooleanSupplier goesOn) throws SQLException;

    @Override
    void close();
}
