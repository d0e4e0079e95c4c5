package io.nodecore.presence.projection;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.RecentDeadLetters;
import io.nodecore.journal.WorkLoop;
import io.nodecore.journal.WorkLoop.Pace;
import io.nodecore.presence.redis.RedisPipeline;
import io.nodecore.presence.redis.RedisWrite;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps one view in Redis up to date, on a thread of its own. Several processes share the topic's partitions.
 *
 * <p>While Redis is away nothing is kept in memory: the topic keeps it. Once Redis answers, the view reads again from the recent past
 * on, so that it is whole within one poll.
 */
public final class RedisProjectionRunner<F> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedisProjectionRunner.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** For so long it is told that an order is fulfilled; longer than anybody waits for that, see {@link Rebuilds#WAITING}. */
    private static final Duration TOLD_FOR = Duration.ofDays(2);

    /** What waits in memory is bounded by bytes too: a report may have a hundred thousand users, another has one. */
    private static final int FETCH_OF_PARTITION = 256 * 1024;

    private static final int FETCH_OF_ALL = 4 * 1024 * 1024;

    private final RedisProjection<F> view;
    private final UnreadableFacts poison;
    private final KafkaSettings kafka;
    private final RedisPipeline redis;
    private final RedisProjectionSettings settings;
    private final InstantSource clock;
    private final RedisPositions positions;
    private final Counter written;
    private final Counter undecodable;
    private final RecentDeadLetters deadLetters;
    private final WorkLoop loop;

    private final OrderedRebuilds rebuilds = new OrderedRebuilds();
    private final PollProgress advance;

    private volatile boolean redisAway;

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
        this.kafka = kafka;
        this.redis = redis;
        this.settings = settings;
        this.clock = clock;
        this.positions = new RedisPositions(clock, view.horizon().plus(settings.clockMargin()));
        this.written = meters.counter("nodecore.presence.redis.commands", "view", view.name());
        this.undecodable = meters.counter("nodecore.presence.facts.undecodable", "view", view.name());
        this.deadLetters = new RecentDeadLetters(clock);
        var pace = new Pace(settings.backOff(), STOP, settings.stuckAfter());
        Duration often = settings.stuckAfter().dividedBy(4);
        this.advance = new PollProgress(view.topic().name(), often.compareTo(LOOK) < 0 ? often : LOOK);
        this.loop = new WorkLoop("view-" + view.name(), pace, this::follow);
    }

    String name() {
        return view.name();
    }

    /** The records that it could not decode lately, whoever keeps their dead letters. */
    RecentDeadLetters deadLetters() {
        return deadLetters;
    }

    boolean isRedisAway() {
        return redisAway;
    }

    /**
     * Reads the recent past again and writes all of it, whatever it remembers to have written. Facts that are too old write nothing,
     * as ever.
     *
     * @param replayId told in Redis once that is done, for two days
     */
    void rebuild(long replayId) {
        rebuilds.order(replayId);
    }

    /** False when the thread has died, or has neither read nor written for too long. */
    boolean isAlive() {
        return loop.isAlive();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
        redis.close();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    private void follow() {
        try (var consumer = newConsumer()) {
            follow(consumer);
        } catch (RuntimeException e) {
            // Whatever it was: the view comes back by itself, from the recent past on.
            view.forget();
            rebuilds.startAgain();
            throw e;
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.subscribe(List.of(view.topic().name()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                positions.assigned(consumer, partitions);
                view.startAgain();
                rebuilds.startAgain();
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // Nothing to hand over: the next owner reads the recent past again.
            }
        });
        while (isRunning()) {
            if (rebuilds.areDue(consumer)) {
                view.forget();
                positions.seek(consumer, consumer.assignment());
                rebuilds.begin(consumer);
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            try {
                take(records);
                tellRebuilt(rebuilds.fulfilled(consumer));
                consumer.commitAsync();
                if (advance.isMade(consumer)) {
                    loop.progressed();
                }
            } catch (RedisException e) {
                log.warn("view {} lost Redis: {}", view.name(), e.toString());
                awaitRedis(consumer);
            }
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

    private void tellRebuilt(List<Long> replayIds) {
        if (replayIds.isEmpty()) {
            return;
        }
        String now = clock.instant().toString();
        List<RedisWrite> writes = new ArrayList<>();
        for (long replayId : replayIds) {
            String key = "replay:" + replayId + ":" + view.name();
            writes.add(commands -> commands.set(key, now, SetArgs.Builder.nx().ex(TOLD_FOR)));
        }
        redis.write(writes);
        rebuilds.told(replayIds);
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

    private void awaitRedis(KafkaConsumer<byte[], byte[]> consumer) {
        redisAway = true;
        view.forget();
        do {
            // A paused poll waits, and keeps the membership in the group meanwhile. It waits in any case: a Redis that
            // answers
            // but refuses (full, read-only) must not be asked without a break.
            consumer.pause(consumer.assignment());
            consumer.poll(settings.backOff());
        } while (isRunning() && !redis.answers());
        positions.seek(consumer, consumer.assignment());
        consumer.resume(consumer.paused());
        redisAway = false;
        log.info("view {} has Redis back", view.name());
    }

    private KafkaConsumer<byte[], byte[]> newConsumer() {
        return new KafkaConsumer<>(
                kafka.with(Map.ofEntries(
                        Map.entry("client.id", "view-" + view.name()),
                        Map.entry("group.id", "nodecore." + view.name()),
                        Map.entry("enable.auto.commit", "false"),
                        Map.entry("auto.offset.reset", "latest"),
                        Map.entry("isolation.level", "read_committed"),
                        Map.entry("max.poll.records", settings.maxPollRecords()),
                        Map.entry("max.partition.fetch.bytes", FETCH_OF_PARTITION),
                        Map.entry("fetch.max.bytes", FETCH_OF_ALL),
                        Map.entry("fetch.max.wait.ms", "100"),
                        Map.entry(
                                "session.timeout.ms",
                                Math.toIntExact(settings.sessionTimeout().toMillis())),
                        Map.entry(
                                "heartbeat.interval.ms",
                                Math.toIntExact(settings.sessionTimeout().toMillis() / 3)))),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
