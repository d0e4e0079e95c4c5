package io.nodecore.webhooks.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The lanes of the partitions that this process has. Opened, fed and closed by one thread; others only look. */
final class PartitionDeliveries {

    private final Delivery delivery;
    private final Map<TopicPartition, PartitionDelivery> lanes = new ConcurrentHashMap<>();
    private final Semaphore progress = new Semaphore(0);

    PartitionDeliveries(Delivery delivery) {
        this.delivery = delivery;
    }

    void open(TopicPartition partition, long position) {
        lanes.put(partition, new PartitionDelivery(delivery, partition.toString(), position, progress::release));
    }

    void give(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            PartitionDelivery lane = lanes.get(partition);
            if (lane != null) {
                lane.add(records.records(partition));
            }
        }
    }

    /** Partitions of which the lane has enough to do. */
    List<TopicPartition> busy() {
        return with(lane -> lane.size() > 0);
    }

    /** Partitions of which more can be read. */
    List<TopicPartition> free() {
        return with(lane -> lane.size() == 0);
    }

    boolean areIdle() {
        return lanes.values().stream().allMatch(PartitionDelivery::isIdle);
    }

    /** Returns when a position has moved, or after so long. */
    void awaitProgress(Duration atMost) throws InterruptedException {
        if (progress.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            progress.drainPermits();
        }
    }

    /** Positions to commit. */
    Map<TopicPartition, OffsetAndMetadata> moved() {
        return moved(lanes.keySet());
    }

    Map<TopicPartition, OffsetAndMetadata> moved(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionDelivery lane = lanes.get(partition);
            if (lane != null) {
                lane.moved().ifPresent(offset -> moved.put(partition, new OffsetAndMetadata(offset)));
            }
        }
        return moved;
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> positions) {
        positions.forEach((partition, position) -> {
            PartitionDelivery lane = lanes.get(partition);
            if (lane != null) {
                lane.committed(position.offset());
            }
        });
    }

    /** Stops these lanes and waits for what is in flight; their positions can be committed afterwards. */
    void stop(Collection<TopicPartition> partitions) throws InterruptedException {
        List<PartitionDelivery> stopping = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            PartitionDelivery lane = lanes.get(partition);
            if (lane != null) {
                lane.stop();
                stopping.add(lane);
            }
        }
        for (PartitionDelivery lane : stopping) {
            lane.awaitEnd();
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(lanes::remove);
    }

    Collection<TopicPartition> partitions() {
        return List.copyOf(lanes.keySet());
    }

    /** How many records wait in memory. */
    int size() {
        return lanes.values().stream().mapToInt(PartitionDelivery::size).sum();
    }

    /** When the oldest event that waits was appended, Unix milliseconds. */
    OptionalLong oldestMs() {
        return lanes.values().stream()
                .map(PartitionDelivery::oldestMs)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    private interface Condition {
        boolean holds(PartitionDelivery lane);
    }

    private List<TopicPartition> with(Condition condition) {
        List<TopicPartition> found = new ArrayList<>();
        lanes.forEach((partition, lane) -> {
            if (condition.holds(lane)) {
                found.add(partition);
            }
        });
        return found;
    }
}
