package io.nodecore.webhooks.delivery;

import io.nodecore.webhooks.events.EventWire;
import io.nodecore.webhooks.events.PostedEvent;
import io.nodecore.webhooks.receiver.DeliveryOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Delivers one partition of one webhook, on its own thread: it posts an event until the receiver accepts it, and then the next one, while
 * fewer than the configured number of delivered events are uncommitted. By default that number is one, so a process that is killed repeats
 * at most one event of each partition.
 */
final class PartitionDelivery {

    private static final Logger log = LoggerFactory.getLogger(PartitionDelivery.class);
    private static final Duration DEAD_LETTER_BACK_OFF = Duration.ofSeconds(5);

    private final Delivery delivery;
    private final Runnable onProgress;
    private final Thread thread;
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private long position;
    private long committed;
    /** The offsets after events that are delivered and not committed, oldest first. */
    private final Deque<Long> taken = new ArrayDeque<>();

    private boolean stopping;

    /** @param onProgress called after the position has moved */
    PartitionDelivery(Delivery delivery, String partition, long position, Runnable onProgress) {
        this.delivery = delivery;
        this.onProgress = onProgress;
        this.position = position;
        this.committed = position;
        this.thread = Thread.ofVirtual()
                .name("webhook-" + delivery.name() + "-" + partition)
                .start(this::run);
    }

    synchronized void add(List<ConsumerRecord<byte[], byte[]>> records) {
        waiting.addAll(records);
        notifyAll();
    }

    /** No record waits here, and all delivered events are committed. */
    synchronized boolean isIdle() {
        return waiting.isEmpty() && position == committed;
    }

    /** The next offset to read, if it is not committed yet. */
    synchronized OptionalLong moved() {
        return position > committed ? OptionalLong.of(position) : OptionalLong.empty();
    }

    synchronized void committed(long offset) {
        committed = offset;
        while (!taken.isEmpty() && taken.getFirst() <= offset) {
            taken.removeFirst();
        }
        notifyAll();
    }

    synchronized int size() {
        return waiting.size();
    }

    /** The append time of the oldest event that waits, Unix milliseconds. */
    synchronized OptionalLong oldestMs() {
        ConsumerRecord<byte[], byte[]> head = waiting.peek();
        return head == null ? OptionalLong.empty() : OptionalLong.of(head.timestamp());
    }

    /** Starts no further attempt; a request in flight is completed. */
    synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    /** Waits until the thread has ended, after {@link #stop}; after that its position no longer moves. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try {
            ConsumerRecord<byte[], byte[]> record = next();
            while (record != null && deliver(record)) {
                record = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns the oldest record that waits, as soon as enough earlier events are committed; null if the delivery stops. The record stays in
     * the queue.
     */
    private synchronized @Nullable ConsumerRecord<byte[], byte[]> next() throws InterruptedException {
        while (!stopping && (waiting.isEmpty() || taken.size() >= delivery.uncommitted())) {
            wait();
        }
        return stopping ? null : waiting.peek();
    }

    private synchronized void advancePast(ConsumerRecord<byte[], byte[]> record, boolean isTaken) {
        waiting.remove();
        position = record.offset() + 1;
        if (isTaken) {
            taken.add(position);
        }
        onProgress.run();
    }

    /** Moves the position when the record is done; returns false if the delivery stops before that. */
    private boolean deliver(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        PostedEvent event;
        try {
            event = EventWire.read(record);
        } catch (RuntimeException e) {
            boolean isKept = isKeptAsDeadLetter(record, e);
            if (isKept) {
                advancePast(record, true);
            }
            return isKept;
        }
        boolean isWanted = delivery.isWanted(event);
        if (isWanted && !isDelivered(event)) {
            return false;
        }
        if (!isWanted) {
            delivery.passOver();
        }
        advancePast(record, isWanted);
        return true;
    }

    private boolean isDelivered(PostedEvent event) throws InterruptedException {
        BackOffExecution waits = delivery.startBackOff();
        for (int failures = 0; ; ) {
            while (!delivery.tryAcquireSlot()) {
                if (isStopping()) {
                    return false;
                }
            }
            DeliveryOutcome answer = delivery.attempt(event, failures);
            if (answer instanceof DeliveryOutcome.Taken) {
                delivery.taken();
                return true;
            }
            failures++;
            if (isStoppedWithin(delivery.refused(event, answer, waits))) {
                return false;
            }
        }
    }

    private boolean isKeptAsDeadLetter(ConsumerRecord<byte[], byte[]> record, RuntimeException cause)
            throws InterruptedException {
        while (true) {
            try {
                delivery.keepUndeliverable(record, cause);
                return true;
            } catch (RuntimeException e) {
                log.warn(
                        "webhook {}: a dead letter could not be kept, trying again in {}",
                        delivery.name(),
                        DEAD_LETTER_BACK_OFF,
                        e);
                if (isStoppedWithin(DEAD_LETTER_BACK_OFF)) {
                    return false;
                }
            }
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized boolean isStoppedWithin(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        long left = wait.toMillis();
        while (!stopping && left > 0) {
            wait(left);
            left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        }
        return stopping;
    }
}
