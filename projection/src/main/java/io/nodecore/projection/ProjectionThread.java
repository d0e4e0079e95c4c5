package io.nodecore.projection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one consumer's thread: rounds until it is closed, and a new consumer where Kafka left the old one unusable. */
final class ProjectionThread {

    private static final Logger log = LoggerFactory.getLogger(ProjectionThread.class);
    private static final Duration CLOSE_CONSUMER = Duration.ofSeconds(5);
    private static final Duration CLOSE_THREAD = Duration.ofSeconds(30);
    private static final Duration NEW_CONSUMER = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Function<Consumer<byte[], byte[]>, PollLoop<?>> loops;
    private final OwnedPartitions owned;
    private final InstantSource clock;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile @Nullable String failure;
    private volatile Instant lastRoundAt;

    ProjectionThread(
            String name,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Function<Consumer<byte[], byte[]>, PollLoop<?>> loops,
            OwnedPartitions owned,
            InstantSource clock) {
        this.consumers = consumers;
        this.loops = loops;
        this.owned = owned;
        this.clock = clock;
        this.lastRoundAt = clock.instant();
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        lastRoundAt = clock.instant();
        thread.start();
    }

    /** Asks the thread to end after the step that it is in; {@link #awaitEnd} waits for it. */
    void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    void awaitEnd() throws InterruptedException {
        if (thread.getState() != Thread.State.NEW && !thread.join(CLOSE_THREAD)) {
            // What it may still commit is fenced like any zombie's.
            log.warn("{} did not end within {}", thread.getName(), CLOSE_THREAD);
        }
    }

    OwnedPartitions owned() {
        return owned;
    }

    /** What is wrong with the thread itself, or null: it failed, or has made no round for too long. */
    @Nullable
    String trouble(Instant now, Duration stuckAfter) {
        if (failure != null) {
            return failure;
        }
        if (lastRoundAt.plus(stuckAfter).isBefore(now)) {
            return thread.getName() + " has made no round since " + lastRoundAt;
        }
        return null;
    }

    private void run() {
        try {
            while (isRunning()) {
                consume();
            }
        } catch (RuntimeException | Error e) {
            failure = thread.getName() + " died: " + e;
            log.error("{} died", thread.getName(), e);
        } finally {
            owned.clear();
        }
    }

    private void consume() {
        Consumer<byte[], byte[]> consumer = null;
        try {
            consumer = consumers.get();
            current = consumer;
            PollLoop<?> loop = loops.apply(consumer);
            loop.subscribe();
            while (isRunning()) {
                loop.round();
                lastRoundAt = clock.instant();
                failure = null;
            }
        } catch (WakeupException e) {
            log.debug("{} is closing", thread.getName());
        } catch (KafkaException e) {
            failure = thread.getName() + ": " + e;
            log.warn("{} lost its consumer, next try in {}", thread.getName(), NEW_CONSUMER, e);
            pause();
        } finally {
            current = null;
            close(consumer);
            owned.clear();
        }
    }

    private void close(@Nullable Consumer<byte[], byte[]> consumer) {
        if (consumer == null) {
            return;
        }
        try {
            consumer.close(CloseOptions.timeout(CLOSE_CONSUMER));
        } catch (KafkaException e) {
            log.debug("{} could not leave its group", thread.getName(), e);
        }
    }

    private boolean isRunning() {
        return closing.getCount() > 0;
    }

    private void pause() {
        try {
            closing.await(NEW_CONSUMER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
