package io.nodecore.gateway.readiness;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks periodically, on its own thread, that the leader of every partition answers and that the tables follow their topics. If a check
 * fails, hangs or does not run, the effect is the same: the last successful check becomes too old.
 */
public final class KafkaReadiness implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaReadiness.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaSettings kafka;
    private final ReadinessSettings settings;
    private final List<Topic<?>> facts;
    private final List<WatchedTable> tables;
    private final Thread thread =
            Thread.ofPlatform().name("kafka-readiness").daemon().unstarted(this::checkUntilClosed);
    private volatile boolean closed;
    private volatile boolean isStarted;
    private volatile long lastGoodNanos = System.nanoTime();
    private volatile @Nullable String trouble;

    /**
     * @param facts the topics that the gateway writes
     * @param tables the tables and the topics that they read
     */
    public KafkaReadiness(
            KafkaSettings kafka, ReadinessSettings settings, List<Topic<?>> facts, List<WatchedTable> tables) {
        this.kafka = kafka;
        this.settings = settings;
        this.facts = List.copyOf(facts);
        this.tables = List.copyOf(tables);
    }

    /** Starts the checks; the tables must have read their topics. */
    public void start() {
        lastGoodNanos = System.nanoTime();
        isStarted = true;
        thread.start();
    }

    /** The reason why the gateway is not ready, or null. */
    public @Nullable String trouble() {
        if (!isStarted) {
            return "not started";
        }
        if (age().compareTo(settings.staleAfter()) <= 0) {
            return null;
        }
        String known = trouble;
        return (known == null ? "Kafka does not answer" : known) + "; the last good check was " + age().toSeconds()
                + " s ago";
    }

    /** The age of the last successful check. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastGoodNanos);
    }

    private void checkUntilClosed() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer = consumer()) {
                check(consumer);
            } catch (KafkaException e) {
                if (!closed) {
                    failed(e);
                    pause();
                }
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        String timeoutMs = Long.toString(settings.timeout().toMillis());
        return new KafkaConsumer<>(
                kafka.with(Map.of(
                        "client.id", "gateway-readiness",
                        "enable.auto.commit", "false",
                        "isolation.level", "read_committed",
                        "default.api.timeout.ms", timeoutMs,
                        "request.timeout.ms", timeoutMs,
                        "reconnect.backoff.max.ms", "1000")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private void check(KafkaConsumer<String, byte[]> consumer) {
        TableLag lag = new TableLag(tables);
        List<TopicPartition> ofTables =
                partitions(consumer, tables.stream().map(WatchedTable::topic).toList());
        List<TopicPartition> ofFacts = partitions(consumer, facts);
        List<TopicPartition> all = new ArrayList<>(ofFacts);
        all.addAll(ofTables);
        consumer.assign(all);
        consumer.seekToEnd(all);
        consumer.pause(ofFacts);
        while (!closed) {
            try {
                checkOnce(consumer, all, lag);
            } catch (TimeoutException e) {
                // A new consumer for the next check would also wait for Kafka when this one is closed.
                failed(e);
            }
            pause();
        }
    }

    private void checkOnce(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> all, TableLag lag) {
        // Every leader must answer this request; a poll would only return no records.
        consumer.endOffsets(all);
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            lag.appended(record.topic(), record.key(), record.value(), System.nanoTime());
        }
        String stale = lag.staleFor(settings.timeout(), System.nanoTime()).orElse(null);
        if (stale == null) {
            lastGoodNanos = System.nanoTime();
            trouble = null;
        } else {
            trouble = "the table of " + stale + " does not follow its topic";
        }
    }

    private void failed(KafkaException cause) {
        trouble = "Kafka does not answer: " + cause.getMessage();
        log.warn("Kafka does not answer: {}", cause.toString());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, List<Topic<?>> topics) {
        return topics.stream()
                .flatMap(topic -> Stream.ofNullable(consumer.partitionsFor(topic.name())))
                .flatMap(List::stream)
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void pause() {
        try {
            Thread.sleep(settings.period());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Does not wait for the thread: a check in progress may hang as long as Kafka does not answer. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
