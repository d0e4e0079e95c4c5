package io.nodecore.journal;

import io.nodecore.journal.WorkLoop.Pace;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/**
 * The life of one listener container: it is opened again after the back-off if Kafka can't be reached at the start, and if the
 * container stops by itself. Its events become health. An {@link Error} of the listener ends it, and is reported as its death.
 *
 * <p>Started and stopped any number of times; each start opens a new container.
 */
public final class SupervisedContainer {

    private static final Duration LOOK = Duration.ofMillis(500);

    /** Opens a container that is not started yet. */
    @FunctionalInterface
    public interface Opening {

        /** @param events must be given to the container */
        KafkaMessageListenerContainer<byte[], byte[]> open(ContainerEvents events) throws Exception;
    }

    private final String name;
    private final Opening opening;
    private final ContainerEvents listening;
    private final WorkLoop loop;

    public SupervisedContainer(String name, Pace pace, Opening opening) {
        this(name, pace, opening, new ContainerEvents() {});
    }

    /** @param listening learns of the events of the container, after health */
    public SupervisedContainer(String name, Pace pace, Opening opening, ContainerEvents listening) {
        this.name = name;
        this.opening = opening;
        this.listening = listening;
        this.loop = new WorkLoop(name, pace, this::supervise);
    }

    public void start() {
        loop.start();
    }

    /** Waits until the batch in progress is taken and the consumer is closed, as long as the pace allows. */
    public void stop() {
        loop.stop();
    }

    /** Asks for the end, and does not wait for it. */
    public void stopSoon() {
        loop.stopSoon();
    }

    /** True from the start until the end is asked for. */
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** False before the start, after the end, and while the consumer hangs; a failure alone changes nothing here. */
    public boolean isAlive() {
        return loop.isAlive();
    }

    /** Why the container makes no progress, or null: a batch that fails, Kafka that can't be reached, or a thread that hangs. */
    public @Nullable String trouble() {
        return loop.trouble();
    }

    /** For the listener: it failed or waits in a way of its own that the container does not see. */
    public void failing(String what, Exception cause) {
        loop.failing(what, cause);
    }

    /** For the listener: what {@link #failing} reported is over. */
    public void progressed() {
        loop.progressed();
    }

    private void supervise() throws Exception {
        var health = new Health();
        KafkaMessageListenerContainer<byte[], byte[]> container = opening.open(health);
        try {
            container.start();
            while (loop.isRunning() && health.ended.getCount() > 0) {
                loop.pause(LOOK);
            }
            Error death = health.death;
            if (death != null) {
                throw death;
            }
            if (loop.isRunning()) {
                throw new IllegalStateException("the consumer of " + name + " stopped by itself");
            }
        } finally {
            container.stop();
        }
    }

    private final class Health implements ContainerEvents {

        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile @Nullable Error death;

        @Override
        public void onTaken() {
            loop.progressed();
            listening.onTaken();
        }

        @Override
        public void onIdle(Consumer<?, ?> consumer) {
            loop.progressed();
            listening.onIdle(consumer);
        }

        @Override
        public void onFailure(Exception cause) {
            loop.failing("failed", cause);
            listening.onFailure(cause);
        }

        @Override
        public void onEnd(@Nullable Error cause) {
            death = cause;
            ended.countDown();
            listening.onEnd(cause);
        }

        @Override
        public void onNonResponsive(Duration sinceLastPoll) {
            listening.onNonResponsive(sinceLastPoll);
        }
    }
}
