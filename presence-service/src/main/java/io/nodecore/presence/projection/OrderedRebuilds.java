package io.nodecore.presence.projection;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The rebuilds that were ordered of one view and are not told to be done yet. Ordered by any thread, carried out by the view's. An order
 * stays until it is told, whatever happens meanwhile.
 */
final class OrderedRebuilds {

    private final Queue<Long> ordered = new ConcurrentLinkedQueue<>();
    private List<Long> underWay = List.of();
    private Map<TopicPartition, Long> goal = Map.of();

    void order(long replayId) {
        ordered.add(replayId);
    }

    /** Whether the recent past has to be read again for an order. A process without partitions has nothing to rebuild. */
    boolean areDue(Consumer<?, ?> consumer) {
        return underWay.isEmpty()
                && !ordered.isEmpty()
                && !consumer.assignment().isEmpty();
    }

    /** All orders by now are fulfilled by one reading, up to where the partitions end now. */
    void begin(Consumer<?, ?> consumer) {
        List<Long> beginning = List.copyOf(ordered);
        goal = consumer.endOffsets(consumer.assignment());
        underWay = beginning;
    }

    /** The orders for which all was read; none while something is left to read. */
    List<Long> fulfilled(Consumer<?, ?> consumer) {
        Set<TopicPartition> owned = consumer.assignment();
        // A partition that another process has taken over meanwhile is read by it.
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

    /** The reading for the orders begins anew: it was cut off, or other partitions are read now. */
    void startAgain() {
        underWay = List.of();
        goal = Map.of();
    }
}
