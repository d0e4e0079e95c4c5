package io.nodecore.journal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.event.NonResponsiveConsumerEvent;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.kafka.listener.ErrorHandlingUtils;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.TopicPartitionOffset.SeekPosition;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Builds listener containers: one consumer on a thread of its own, which gives each poll to a batch listener. Every property of a
 * container is set here alone.
 *
 * <p>A batch that fails is retried until it succeeds. Offsets are committed only if {@link #commitsAfterEachBatch} says so.
 */
public final class ListenerContainers {

    private static final Logger log = LoggerFactory.getLogger(ListenerContainers.class);

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration IDLE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(50);
    private static final int MONITOR_INTERVAL_SECONDS = 5;
    private static final Duration AUTHORIZATION_RETRY = Duration.ofSeconds(1);

    /** Checks all containers of the process for missing polls. */
    private static final ThreadPoolTaskScheduler MONITOR = monitor();

    private final String name;
    private final KafkaConsumers consumers;
    private final ContainerProperties properties;
    private final BatchMessageListener<byte[], byte[]> listener;
    private BackOff backOff = backOff(Duration.ofSeconds(1));
    private ContainerEvents events = new ContainerEvents() {};
    private BiPredicate<Exception, Consumer<?, ?>> onConsumerFailure = (cause, consumer) -> false;
    private @Nullable CommonErrorHandler errorHandler;
    private Duration stuckAfter = STUCK_AFTER;
    private Map<TopicPartition, OffsetAndMetadata> committedWhenIdle = Map.of();

    private ListenerContainers(
            String name,
            KafkaConsumers consumers,
            ContainerProperties properties,
            BatchMessageListener<byte[], byte[]> listener) {
        this.name = name;
        this.consumers = consumers;
        this.properties = properties;
        this.listener = listener;
        properties.setMessageListener(listener);
        // Manual and never acknowledged: nothing is committed.
        properties.setAckMode(AckMode.MANUAL);
        properties.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
        properties.setPollTimeout(POLL_TIMEOUT.toMillis());
        properties.setPollTimeoutWhilePaused(POLL_TIMEOUT);
        properties.setShutdownTimeout(STOP_TIMEOUT.toMillis());
        properties.setIdleEventInterval(IDLE_INTERVAL.toMillis());
        properties.setIdleBeforeDataMultiplier(1);
        properties.setMonitorInterval(MONITOR_INTERVAL_SECONDS);
        properties.setScheduler(MONITOR);
        properties.setAuthExceptionRetryInterval(AUTHORIZATION_RETRY);
    }

    /** Reads topics as a member of the consumers' group. */
    public static ListenerContainers ofTopics(
            String name,
            KafkaConsumers consumers,
            Collection<String> topics,
            BatchMessageListener<byte[], byte[]> listener) {
        if (!consumers.hasGroup()) {
            throw new IllegalArgumentException(name + " subscribes to topics, so its consumers need a group");
        }
        return new ListenerContainers(
                name, consumers, new ContainerProperties(topics.toArray(String[]::new)), listener);
    }

    /** Reads partitions from their oldest records on, without a group. */
    public static ListenerContainers fromBeginning(
            String name,
            KafkaConsumers consumers,
            Collection<TopicPartition> partitions,
            BatchMessageListener<byte[], byte[]> listener) {
        return ofPartitions(
                name,
                consumers,
                partitions.stream()
                        .map(partition -> new TopicPartitionOffset(
                                partition.topic(), partition.partition(), SeekPosition.BEGINNING))
                        .toList(),
                listener);
    }

    /** Reads partitions from these offsets on, without a group. */
    public static ListenerContainers fromOffsets(
            String name,
            KafkaConsumers consumers,
            Map<TopicPartition, Long> offsets,
            BatchMessageListener<byte[], byte[]> listener) {
        return ofPartitions(
                name,
                consumers,
                offsets.entrySet().stream()
                        .map(entry -> new TopicPartitionOffset(
                                entry.getKey().topic(), entry.getKey().partition(), entry.getValue()))
                        .toList(),
                listener);
    }

    private static ListenerContainers ofPartitions(
            String name,
            KafkaConsumers consumers,
            List<TopicPartitionOffset> partitions,
            BatchMessageListener<byte[], byte[]> listener) {
        return new ListenerContainers(
                name, consumers, new ContainerProperties(partitions.toArray(TopicPartitionOffset[]::new)), listener);
    }

    /** Commits to the group, asynchronously, after each batch that the listener took: for lag tools, or as the position itself. */
    public ListenerContainers commitsAfterEachBatch() {
        properties.setAckMode(AckMode.BATCH);
        properties.setSyncCommits(false);
        properties.setCommitCallback((offsets, failure) -> {
            if (failure != null) {
                // The next batch commits more; without it, these records come again.
                log.debug("{}: offsets not committed", name, failure);
            }
        });
        return this;
    }

    /** Is called when the group assigns and revokes partitions; may seek, pause and resume if it is a {@code ConsumerAwareRebalanceListener}. */
    public ListenerContainers rebalanceListener(ConsumerRebalanceListener rebalanceListener) {
        properties.setConsumerRebalanceListener(rebalanceListener);
        return this;
    }

    /** Receives batches, failures and idle times; health is derived from them. */
    public ListenerContainers events(ContainerEvents listening) {
        this.events = listening;
        return this;
    }

    /** The wait from a failure to the next attempt; {@link #backOff(Duration)} of 1 s unless set. */
    public ListenerContainers backOff(BackOff other) {
        this.backOff = other;
        return this;
    }

    /**
     * For failures that a poll throws, such as {@code OffsetOutOfRangeException}. Called on the container's thread.
     *
     * @param repair true if the consumer can go on at once
     */
    public ListenerContainers onConsumerFailure(BiPredicate<Exception, Consumer<?, ?>> repair) {
        this.onConsumerFailure = repair;
        return this;
    }

    /** Instead of endless retries of a batch. The handler must wait between retries by itself. */
    public ListenerContainers errorHandler(CommonErrorHandler other) {
        this.errorHandler = other;
        return this;
    }

    /** How long a poll waits for records; 200 ms unless set. */
    public ListenerContainers pollTimeout(Duration timeout) {
        properties.setPollTimeout(timeout.toMillis());
        properties.setPollTimeoutWhilePaused(timeout);
        return this;
    }

    /** The time without records after which the container is idle; 1 s unless set. */
    public ListenerContainers idleInterval(Duration interval) {
        properties.setIdleEventInterval(interval.toMillis());
        return this;
    }

    /** The time without a poll after which the consumer is non-responsive; 50 s unless set. */
    public ListenerContainers stuckAfter(Duration time) {
        this.stuckAfter = time;
        return this;
    }

    /** How long {@code stop()} waits for the batch in progress; 5 s unless set. */
    public ListenerContainers stopTimeout(Duration timeout) {
        properties.setShutdownTimeout(timeout.toMillis());
        return this;
    }

    /** A container that is not started yet. Its thread is a daemon and has the container's name. */
    public KafkaMessageListenerContainer<byte[], byte[]> build() {
        properties.setListenerTaskExecutor(new ConsumerThreads(name, events));
        properties.setNoPollThreshold((float) stuckAfter.toMillis() / properties.getPollTimeout());
        var container = new KafkaMessageListenerContainer<>(consumers.factory(), properties);
        container.setBeanName(name);
        var retrying = new EndlessRetries(backOff, onConsumerFailure, events);
        container.setCommonErrorHandler(errorHandler == null ? retrying : errorHandler);
        container.setBatchInterceptor(new Outcomes(events, retrying));
        container.setApplicationEventPublisher(event -> {
            if (event instanceof ListenerContainerIdleEvent idle) {
                retrying.recovered();
                commitPositions(idle.getConsumer());
                events.onIdle(idle.getConsumer());
            } else if (event instanceof NonResponsiveConsumerEvent hanging) {
                events.onNonResponsive(Duration.ofMillis(hanging.getTimeSinceLastPoll()));
            }
        });
        return container;
    }

    /**
     * An idle consumer commits where it is: behind the last record of a batch may be the marker of a transaction, which the commit of the
     * batch does not pass, so that lag tools show one record as unread.
     */
    private void commitPositions(Consumer<?, ?> consumer) {
        if (properties.getAckMode() != AckMode.BATCH) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            try {
                positions.put(partition, new OffsetAndMetadata(consumer.position(partition, Duration.ZERO)));
            } catch (TimeoutException e) {
                log.debug("{}: {} has no position yet", name, partition);
            }
        }
        if (!positions.equals(committedWhenIdle)) {
            committedWhenIdle = positions;
            consumer.commitAsync(positions, properties.getCommitCallback());
        }
    }

    /** Grows from a tenth of the longest wait, by half each time, with jitter; never ends. */
    public static ExponentialBackOff backOff(Duration longest) {
        long millis = longest.toMillis();
        var backOff = new ExponentialBackOff(Math.max(1, millis / 10), ExponentialBackOff.DEFAULT_MULTIPLIER);
        backOff.setMaxInterval(Math.max(1, millis));
        backOff.setJitter(millis / 20);
        return backOff;
    }

    private static ThreadPoolTaskScheduler monitor() {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("kafka-container-monitor-");
        scheduler.setDaemon(true);
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.initialize();
        return scheduler;
    }

    /** Daemons that report the {@link Error} of which they die; the container would only say that there was one. */
    private static final class ConsumerThreads extends SimpleAsyncTaskExecutor {

        private static final long serialVersionUID = 1L;

        private final transient ContainerEvents events;

        ConsumerThreads(String name, ContainerEvents events) {
            super(name + "-");
            setDaemon(true);
            this.events = events;
        }

        @Override
        public CompletableFuture<Void> submitCompletable(Runnable task) {
            return super.submitCompletable(() -> {
                Error death = null;
                try {
                    task.run();
                } catch (Error e) {
                    death = e;
                    throw e;
                } finally {
                    events.onEnd(death);
                }
            });
        }
    }

    /** Reports whether the listener processed a batch. */
    private record Outcomes(ContainerEvents events, EndlessRetries retrying)
            implements BatchInterceptor<byte[], byte[]> {

        @Override
        public ConsumerRecords<byte[], byte[]> intercept(
                ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
            return records;
        }

        @Override
        public void success(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
            retrying.recovered();
            events.onTaken();
        }

        @Override
        public void failure(
                ConsumerRecords<byte[], byte[]> records, Exception cause, Consumer<byte[], byte[]> consumer) {
            Exception ofListener = ErrorHandlingUtils.unwrapIfNeeded(cause);
            events.onFailure(ofListener == null ? cause : ofListener);
        }
    }
}
