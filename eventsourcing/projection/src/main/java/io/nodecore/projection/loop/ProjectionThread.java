package io.nodecore.projection.loop;

import io.nodecore.journal.WorkLoop;
import io.nodecore.journal.WorkLoop.Pace;
import java.time.Duration;
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
public final class ProjectionThread {

    private static final Logger log = LoggerFactory.getLogger(ProjectionThread.class);
    private static final Duration CLOSE_CONSUMER = Duration.ofSeconds(5);
    private static final Duration CLOSE_THREAD = Duration.ofSeconds(30);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Function<Consumer<byte[], byte[]>, PollLoop<?>> loops;
    private final OwnedPartitions owned;
    private final WorkLoop loop;
    private volatile @Nullable Consumer<byte[], byte[]> current;

    /** @param stuckAfter when a round that has not ended is trouble */
    public ProjectionThread(
            String name,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Function<Consumer<byte[], byte[]>, PollLoop<?>> loops,
            OwnedPartitions owned,
            Duration stuckAfter) {
        this.consumers = consumers;
        this.loops = loops;
        this.owned = owned;
        Pace pace = Pace.USUAL.withStop(CLOSE_THREAD).withStuckAfter(stuckAfter);
        this.loop = new WorkLoop(name, pace, this::consume);
    }

    public void start() {
        loop.start();
    }

    /** Asks the thread to end after the step that it is in; {@link #awaitEnd} waits for it. */
    public void close() {
        loop.stopSoon();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    /** What a thread may still commit that does not end in time is fenced like any zombie's. */
    public void awaitEnd() {
        loop.stop();
    }

    public OwnedPartitions owned() {
        return owned;
    }

    /** What is wrong with the thread itself, or null: it failed, has died, or has made no round for too long. */
    @Nullable
    public String trouble() {
        return loop.trouble();
    }

    private void consume() {
        Consumer<byte[], byte[]> consumer = null;
        try {
            consumer = consumers.get();
            current = consumer;
            PollLoop<?> rounds = loops.apply(consumer);
            rounds.subscribe();
            while (loop.isRunning()) {
                rounds.round();
                loop.progressed();
            }
        } catch (WakeupException e) {
            log.debug("woken to close");
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
            log.debug("could not leave the group", e);
        }
    }
}
