package io.nodecore.presence.projection;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The rebuilds that were ordered for one projection and are not reported as done yet. Any thread may order one; the thread of the
 * projection carries it out. An order is kept until it is reported as done, whatever happens meanwhile.
 */
final class OrderedRebuilds {

    private final Queue<Long> ordered = new ConcurrentLinkedQueue<>();
    private List<Long> underWay = List.of();
    private Map<TopicPartition, Long> goal = Map.of();

    void order(long replayId) {
        ordered.add(replayId);
    }

    /** Returns whether an order requires that the recent past is read again. A process without partitions has nothing to rebuild. */
    boolean areDue(Consumer<?, ?> consumer) {
        return underWay.isEmpty()
                && !ordered.isEmpty()
                && !consumer.assignment().isEmpty();
    }

    /** One reading, up to the current ends of the partitions, fulfils all orders that exist now. */
    void begin(Consumer<?, ?> consumer) {
        List<Long> beginning = List.copyOf(ordered);
        goal = consumer.endOffsets(consumer.assignment());
        underWay = beginning;
    }

    /** The orders whose reading is complete; empty while records are left to read. */
    List<Long> fulfilled(Consumer<?, ?> consumer) {
        Set<TopicPartition> owned = consumer.assignment();
        // If another process has taken over a partition meanwhile, that process reads it.
        boolean isRead = !owned.isEmpty()
                && goal.entrySet().stream()
                        .filter(end -> owned.contains(end.getKey()))
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        return isRead ? underWay : List.of();
    }

    void stored(List<Long> replayIds) {
        ordered.removeAll(replayIds);
        startAgain();
    }

    /** The reading for the orders starts again: it was interrupted, or other partitions are read now. */
    void startAgain() {
        underWay = List.of();
        goal = Map.of();
    }
}
