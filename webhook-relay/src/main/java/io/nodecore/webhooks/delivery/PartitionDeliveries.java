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

/** The deliveries of the partitions that this process owns. One thread opens, fills and closes them; other threads only read. */
final class PartitionDeliveries {

    private final Delivery delivery;
    private final Map<TopicPartition, PartitionDelivery> deliveries = new ConcurrentHashMap<>();
    private final Semaphore progress = new Semaphore(0);

    PartitionDeliveries(Delivery delivery) {
        this.delivery = delivery;
    }

    void open(TopicPartition partition, long position) {
        deliveries.put(partition, new PartitionDelivery(delivery, partition.toString(), position, progress::release));
    }

    void give(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            PartitionDelivery ofPartition = deliveries.get(partition);
            if (ofPartition != null) {
                ofPartition.add(records.records(partition));
            }
        }
    }

    /** Partitions whose delivery has records to deliver. */
    List<TopicPartition> busy() {
        return with(one -> one.size() > 0);
    }

    /** Partitions whose delivery has no record left. */
    List<TopicPartition> free() {
        return with(one -> one.size() == 0);
    }

    boolean areIdle() {
        return deliveries.values().stream().allMatch(PartitionDelivery::isIdle);
    }

    /** Returns when a position has moved, or after a timeout. */
    void awaitProgress(Duration atMost) throws InterruptedException {
        if (progress.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            progress.drainPermits();
        }
    }

    /** Positions to commit. */
    Map<TopicPartition, OffsetAndMetadata> moved() {
        return moved(deliveries.keySet());
    }

    Map<TopicPartition, OffsetAndMetadata> moved(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionDelivery ofPartition = deliveries.get(partition);
            if (ofPartition != null) {
                ofPartition.moved().ifPresent(offset -> moved.put(partition, new OffsetAndMetadata(offset)));
            }
        }
        return moved;
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> positions) {
        positions.forEach((partition, position) -> {
            PartitionDelivery ofPartition = deliveries.get(partition);
            if (ofPartition != null) {
                ofPartition.committed(position.offset());
            }
        });
    }

    /** Stops these deliveries and waits for their requests in flight; afterwards their positions can be committed. */
    void stop(Collection<TopicPartition> partitions) throws InterruptedException {
        List<PartitionDelivery> stopping = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            PartitionDelivery ofPartition = deliveries.get(partition);
            if (ofPartition != null) {
                ofPartition.stop();
                stopping.add(ofPartition);
            }
        }
        for (PartitionDelivery one : stopping) {
            one.awaitEnd();
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(deliveries::remove);
    }

    Collection<TopicPartition> partitions() {
        return List.copyOf(deliveries.keySet());
    }

    /** The number of records that wait in memory. */
    int size() {
        return deliveries.values().stream().mapToInt(PartitionDelivery::size).sum();
    }

    /** The append time of the oldest event that waits, Unix milliseconds. */
    OptionalLong oldestMs() {
        return deliveries.values().stream()
                .map(PartitionDelivery::oldestMs)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    private interface Condition {
        boolean holds(PartitionDelivery one);
    }

    private List<TopicPartition> with(Condition condition) {
        List<TopicPartition> found = new ArrayList<>();
        deliveries.forEach((partition, one) -> {
            if (condition.holds(one)) {
                found.add(partition);
            }
        });
        return found;
    }
}
