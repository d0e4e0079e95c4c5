package io.nodecore.presence.projection;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.ContainerEvents;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.ListenerContainers;
import io.nodecore.journal.SupervisedContainer;
import io.nodecore.journal.WorkLoop.Pace;
import io.nodecore.journal.deadletter.RecentDeadLetters;
import io.nodecore.presence.redis.RedisPipeline;
import io.nodecore.presence.redis.RedisWrite;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Keeps one projection in Redis up to date, on the thread of a listener container. Several processes share the partitions of the topic.
 *
 * <p>While Redis is unavailable, no facts are kept in memory: they stay in the topic. When Redis answers again, the recent past is read
 * again, so Redis is complete after one poll.
 */
public final class RedisProjectionRunner<F> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedisProjectionRunner.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    /** Shorter than the poll timeout, so that each poll without records is an idle event. */
    private static final Duration IDLE_INTERVAL = Duration.ofMillis(50);
    /** How long Redis keeps the fact that an order is fulfilled; longer than an operator waits for it, see {@link Rebuilds#WAITING}. */
    private static final Duration FULFILLED_TTL = Duration.ofDays(2);

    /** Fetched records are bounded by bytes too: one report may have a hundred thousand users, another has one. */
    private static final int FETCH_OF_PARTITION = 256 * 1024;

    private static final int FETCH_OF_ALL = 4 * 1024 * 1024;

    private final RedisProjection<F> view;
    private final UnreadableFacts poison;
    private final KafkaConsumers consumers;
    private final RedisPipeline redis;
    private final RedisProjectionSettings settings;
    private final InstantSource clock;
    private final RedisPositions positions;
    private final Counter written;
    private final Counter undecodable;
    private final RecentDeadLetters deadLetters;
    private final SupervisedContainer container;

    private final OrderedRebuilds rebuilds = new OrderedRebuilds();
    private final PollProgress progress;

    private volatile boolean redisAway;
    private boolean isSuspended;
    private Set<TopicPartition> committedFor = Set.of();
    private long resumeAtNanos;

    public RedisProjectionRunner(
            RedisProjection<F> view,
            UnreadableFacts poison,
            KafkaSettings kafka,
            RedisPipeline redis,
            RedisProjectionSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.view = view;
        this.poison = poison;
        this.redis = redis;
        this.settings = settings;
        this.clock = clock;
        String name = "view-" + view.name();
        // Committed offsets are used only to count unreadable records once; reading starts at the recent past.
        this.consumers = KafkaConsumers.inGroup(kafka, name, "nodecore." + view.name(), OffsetReset.LATEST)
                .maxPollRecords(settings.maxPollRecords())
                .maxFetch(FETCH_OF_ALL, FETCH_OF_PARTITION)
                .maxPollSize(settings.maxPollSize())
                .fetchWait(Duration.ofMillis(100))
                .sessionTimeout(settings.sessionTimeout())
                .meters(meters);
        this.positions = new RedisPositions(clock, view.horizon().plus(settings.clockMargin()));
        this.written = meters.counter("nodecore.presence.redis.commands", "view", view.name());
        this.undecodable = meters.counter("nodecore.presence.facts.undecodable", "view", view.name());
        this.deadLetters = new RecentDeadLetters(clock);
        this.progress = new PollProgress(view.topic().name(), settings.stuckAfter());
        this.container = new SupervisedContainer(
                name, new Pace(settings.backOff(), STOP_TIMEOUT, settings.stuckAfter()), this::open);
    }

    String name() {
        return view.name();
    }

    /** The records that this process could not decode recently, whichever component keeps their dead letters. */
    RecentDeadLetters deadLetters() {
        return deadLetters;
    }

    boolean isRedisAway() {
        return redisAway;
    }

    /**
     * Reads the recent past again and writes all of it, whatever was written before. As always, facts that are too old write nothing.
     *
     * @param replayId stored in Redis for two days after the rebuild is complete
     */
    void rebuild(long replayId) {
        rebuilds.order(replayId);
    }

    /** False if the thread has died, or has neither read nor written for too long. */
    boolean isAlive() {
        return container.isAlive();
    }

    @Override
    public void start() {
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
        redis.close();
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    private KafkaMessageListenerContainer<byte[], byte[]> open(ContainerEvents health) {
        isSuspended = false;
        var listener = new Listener(health);
        return ListenerContainers.ofTopics(
                        "view-" + view.name(), consumers, List.of(view.topic().name()), listener)
                .rebalanceListener(listener)
                .events(listener)
                .idleInterval(IDLE_INTERVAL)
                .backOff(ListenerContainers.backOff(settings.backOff()))
                .stuckAfter(settings.stuckAfter())
                .stopTimeout(STOP_TIMEOUT)
                .build();
    }

    private void round(Consumer<?, ?> consumer, ConsumerRecords<byte[], byte[]> records) {
        try {
            if (isSuspended) {
                // Records of partitions that were assigned meanwhile are read again with the recent past.
                consumer.pause(consumer.assignment());
                resumeIfDue(consumer);
                return;
            }
            take(records);
            storeFulfilled(rebuilds.fulfilled(consumer));
            if (!records.isEmpty() || !consumer.assignment().equals(committedFor)) {
                commit(consumer);
            }
            if (rebuilds.areDue(consumer)) {
                view.forget();
                positions.seek(consumer, consumer.assignment());
                rebuilds.begin(consumer);
            }
            if (progress.isMade(consumer)) {
                container.progressed();
            }
        } catch (RuntimeException e) {
            suspend(consumer, e);
        }
    }

    /** After records, and once after each assignment, so that a topic without records shows its position, too. */
    private void commit(Consumer<?, ?> consumer) {
        committedFor = Set.copyOf(consumer.assignment());
        consumer.commitAsync((_, failure) -> {
            if (failure != null) {
                committedFor = Set.of();
            }
        });
    }

    /** Whatever the cause was, reading continues from the recent past after the back-off. */
    private void suspend(Consumer<?, ?> consumer, RuntimeException cause) {
        redisAway = redisAway || cause instanceof RedisException;
        log.warn("view {} is suspended for {}", view.name(), settings.backOff(), cause);
        view.forget();
        rebuilds.startAgain();
        consumer.pause(consumer.assignment());
        isSuspended = true;
        resumeAtNanos = System.nanoTime() + settings.backOff().toNanos();
    }

    private void resumeIfDue(Consumer<?, ?> consumer) {
        if (System.nanoTime() - resumeAtNanos < 0) {
            return;
        }
        if (redis.answers()) {
            positions.seek(consumer, consumer.assignment());
            consumer.resume(consumer.paused());
            isSuspended = false;
            redisAway = false;
            log.info("view {} reads again", view.name());
        } else {
            redisAway = true;
            resumeAtNanos = System.nanoTime() + settings.backOff().toNanos();
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        var slice = new FactBatch<>(view);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            decode(record, slice);
            if (slice.isFull()) {
                write(slice.take());
            }
        }
        write(slice.take());
        records.nextOffsets().forEach((partition, next) -> positions.read(partition, next.offset()));
    }

    private void write(List<ReceivedFact<F>> facts) {
        List<RedisWrite> writes = view.writes(facts);
        if (!writes.isEmpty()) {
            redis.write(writes);
            written.increment(writes.size());
        }
    }

    private void storeFulfilled(List<Long> replayIds) {
        if (replayIds.isEmpty()) {
            return;
        }
        String now = clock.instant().toString();
        List<RedisWrite> writes = new ArrayList<>();
        for (long replayId : replayIds) {
            String key = "replay:" + replayId + ":" + view.name();
            writes.add(commands -> commands.set(key, now, SetArgs.Builder.nx().ex(FULFILLED_TTL)));
        }
        redis.write(writes);
        rebuilds.stored(replayIds);
        log.info("view {} is rebuilt from its recent facts: replays {}", view.name(), replayIds);
    }

    private void decode(ConsumerRecord<byte[], byte[]> record, FactBatch<F> slice) {
        try {
            slice.add(new ReceivedFact<>(FactHeaders.readFrom(record.headers()), view.decode(record.value())));
        } catch (Exception e) {
            if (!positions.wasRead(new TopicPartition(record.topic(), record.partition()), record.offset())) {
                undecodable.increment();
                poison.keep(record, e);
                deadLetters.add();
            }
        }
    }

    /** The callbacks of the container, all on its thread. Health comes from {@link PollProgress} and not from the container's polls. */
    private final class Listener
            implements BatchMessageListener<byte[], byte[]>, ConsumerAwareRebalanceListener, ContainerEvents {

        private final ContainerEvents health;

        Listener(ContainerEvents health) {
            this.health = health;
        }

        /** The offsets after the polled records are needed too. */
        @Override
        public boolean wantsPollResult() {
            return true;
        }

        @Override
        public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
            throw new UnsupportedOperationException("a poll is taken as a whole");
        }

        @Override
        public void onMessage(
                ConsumerRecords<byte[], byte[]> records,
                @Nullable Acknowledgment acknowledgment,
                Consumer<byte[], byte[]> consumer) {
            round(consumer, records);
        }

        @Override
        public void onIdle(Consumer<?, ?> consumer) {
            round(consumer, ConsumerRecords.empty());
        }

        @Override
        public void onFailure(Exception cause) {
            health.onFailure(cause);
        }

        @Override
        public void onEnd(@Nullable Error death) {
            health.onEnd(death);
        }

        /** All partitions are read again, because the remembered reports are not kept by partition. */
        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            view.startAgain();
            rebuilds.startAgain();
            try {
                positions.assigned(consumer, partitions);
            } catch (RuntimeException e) {
                suspend(consumer, e);
            }
        }
    }
}
