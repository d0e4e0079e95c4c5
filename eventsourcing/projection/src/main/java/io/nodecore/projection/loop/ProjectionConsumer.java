package io.nodecore.projection.loop;

import io.nodecore.journal.ContainerEvents;
import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.ListenerContainers;
import io.nodecore.journal.SupervisedContainer;
import io.nodecore.journal.WorkLoop.Pace;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** One consumer of a projection: a listener container of Spring Kafka that is open until it is closed. */
public final class ProjectionConsumer {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    /** Shorter than a poll, so that each poll without records is one. */
    private static final Duration IDLE_INTERVAL = Duration.ofMillis(50);

    private final String name;
    private final KafkaConsumers consumers;
    private final Collection<String> topics;
    private final ProjectionListener<?> listener;
    private final OwnedPartitions owned;
    private final Duration stuckAfter;
    private final SupervisedContainer container;

    /** @param stuckAfter the time without an answer of Kafka, or without the end of a step, after which the consumer is in trouble */
    public ProjectionConsumer(
            String name,
            KafkaConsumers consumers,
            Collection<String> topics,
            ProjectionListener<?> listener,
            OwnedPartitions owned,
            Duration stuckAfter) {
        this.name = name;
        this.consumers = consumers;
        this.topics = topics;
        this.listener = listener;
        this.owned = owned;
        this.stuckAfter = stuckAfter;
        this.container =
                new SupervisedContainer(name, Pace.USUAL.withStop(STOP_TIMEOUT).withStuckAfter(stuckAfter), this::open);
    }

    public void start() {
        container.start();
    }

    /** Asks for the end after the step in progress; {@link #awaitEnd} waits for it. */
    public void close() {
        container.stopSoon();
    }

    /** A step that does not end in time is fenced like that of any other zombie. */
    public void awaitEnd() {
        container.stop();
        owned.clear();
    }

    public OwnedPartitions owned() {
        return owned;
    }

    /** Why the consumer itself makes no progress, or null: it failed, has died, or has had no answer of Kafka for too long. */
    public @Nullable String trouble() {
        return container.trouble();
    }

    private KafkaMessageListenerContainer<byte[], byte[]> open(ContainerEvents health) {
        owned.clear();
        return ListenerContainers.ofTopics(name, consumers, topics, listener)
                .rebalanceListener(listener)
                .onConsumerFailure(listener::isHandled)
                .events(new Events(health))
                .idleInterval(IDLE_INTERVAL)
                .stuckAfter(stuckAfter)
                .stopTimeout(STOP_TIMEOUT)
                .build();
    }

    /** Health comes from the answers of Kafka: that a container polls does not show that it hears anything. */
    private final class Events implements ContainerEvents {

        private final ContainerEvents health;

        Events(ContainerEvents health) {
            this.health = health;
        }

        @Override
        public void onFailure(Exception cause) {
            health.onFailure(cause);
        }

        @Override
        public void onEnd(@Nullable Error death) {
            health.onEnd(death);
        }

        @Override
        public void onNonResponsive(Duration sinceLastPoll) {
            health.onNonResponsive(sinceLastPoll);
        }

        @Override
        public void onIdle(Consumer<?, ?> consumer) {
            listener.onIdle(consumer);
            onTaken();
        }

        @Override
        public void onTaken() {
            if (listener.takeHeard()) {
                container.progressed();
            }
        }
    }
}
