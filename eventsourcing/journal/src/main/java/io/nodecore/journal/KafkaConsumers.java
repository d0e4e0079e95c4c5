package io.nodecore.journal;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.util.unit.DataSize;

/**
 * The properties of every consumer of the project, each of them set here alone. Immutable: each method returns a changed copy.
 *
 * <p>All consumers read committed records, never commit by themselves and never create a topic. What happens without a position, or
 * with a position that the log no longer has, is explicit for each of them.
 */
public final class KafkaConsumers {

    /** What a consumer does if it has no position, or if the log no longer has its position. */
    public enum OffsetReset {
        /** Continues at the oldest record. */
        EARLIEST,
        /** Continues behind the newest record. */
        LATEST,
        /** Throws {@code OffsetOutOfRangeException} or {@code NoOffsetForPartitionException}. */
        NONE
    }

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
    private static final int HEARTBEATS_PER_SESSION = 4;
    private static final DataSize MAX_POLL_SIZE = DataSize.ofMegabytes(8);

    private final KafkaSettings kafka;
    private final Map<String, Object> properties;
    private final DataSize maxPollSize;
    private final @Nullable MeterRegistry meters;

    private KafkaConsumers(
            KafkaSettings kafka, Map<String, Object> properties, DataSize maxPollSize, @Nullable MeterRegistry meters) {
        this.kafka = kafka;
        this.properties = Map.copyOf(properties);
        this.maxPollSize = maxPollSize;
        this.meters = meters;
    }

    /** Consumers without a group, for partitions that their user assigns. */
    public static KafkaConsumers assigned(KafkaSettings kafka, String clientId, OffsetReset reset) {
        return new KafkaConsumers(
                kafka,
                Map.ofEntries(
                        Map.entry("client.id", clientId),
                        Map.entry("auto.offset.reset", reset.name().toLowerCase(Locale.ROOT)),
                        Map.entry("enable.auto.commit", "false"),
                        Map.entry("isolation.level", "read_committed"),
                        Map.entry("allow.auto.create.topics", "false"),
                        Map.entry("default.api.timeout.ms", 15_000),
                        Map.entry("request.timeout.ms", 10_000),
                        Map.entry("reconnect.backoff.ms", 50),
                        Map.entry("reconnect.backoff.max.ms", 1_000),
                        Map.entry("retry.backoff.ms", 100),
                        Map.entry("retry.backoff.max.ms", 1_000),
                        Map.entry("metadata.max.age.ms", 30_000)),
                MAX_POLL_SIZE,
                null);
    }

    /** Consumers that share the partitions of their topics with the other consumers of a group. */
    public static KafkaConsumers inGroup(KafkaSettings kafka, String clientId, String group, OffsetReset reset) {
        return assigned(kafka, clientId, reset)
                .with(Map.of(
                        "group.id",
                        group,
                        "group.protocol",
                        "classic",
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName()))
                .sessionTimeout(SESSION_TIMEOUT);
    }

    /** Consumers of a {@link TopicRange}: they read a known range at full speed and then end. */
    public static KafkaConsumers bounded(KafkaSettings kafka, String clientId, OffsetReset reset) {
        return assigned(kafka, clientId, reset).fetchWait(Duration.ofMillis(50));
    }

    /** How many records a poll returns at most; Kafka's default is 500. */
    public KafkaConsumers maxPollRecords(int records) {
        return with(Map.of("max.poll.records", records));
    }

    /** How many decompressed bytes of values a poll returns at most, except that a larger value is returned alone; 8 MB unless set. */
    public KafkaConsumers maxPollSize(DataSize size) {
        return new KafkaConsumers(kafka, properties, size, meters);
    }

    /** How many compressed bytes one fetch returns, except that one batch is always returned as a whole. */
    public KafkaConsumers maxFetch(int bytes) {
        return maxFetch(bytes, bytes);
    }

    /** The same, with another limit for each partition of a fetch. */
    public KafkaConsumers maxFetch(int bytes, int bytesOfPartition) {
        return with(Map.of("fetch.max.bytes", bytes, "max.partition.fetch.bytes", bytesOfPartition));
    }

    /** How long the broker holds a fetch back while there is nothing new; Kafka's default is 500 ms. */
    public KafkaConsumers fetchWait(Duration wait) {
        return with(Map.of("fetch.max.wait.ms", Math.toIntExact(wait.toMillis())));
    }

    /** How long a member of a group may be silent before its partitions go to others; heartbeats are four times as frequent. */
    public KafkaConsumers sessionTimeout(Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        return with(Map.of("session.timeout.ms", millis, "heartbeat.interval.ms", millis / HEARTBEATS_PER_SESSION));
    }

    /** How long a call without a timeout of its own may take; 15 s unless set. */
    public KafkaConsumers apiTimeout(Duration timeout) {
        return with(Map.of("default.api.timeout.ms", Math.toIntExact(timeout.toMillis())));
    }

    /** Binds the metrics of the Kafka client ({@code kafka.consumer.*}) to a registry while a consumer is open. */
    public KafkaConsumers meters(MeterRegistry registry) {
        return new KafkaConsumers(kafka, properties, maxPollSize, registry);
    }

    /** The same consumers with another client id. */
    public KafkaConsumers clientId(String clientId) {
        return with(Map.of("client.id", clientId));
    }

    /** True if the consumers are members of a group. */
    boolean hasGroup() {
        return properties.containsKey("group.id");
    }

    /** Opens consumers of these properties. */
    public ConsumerFactory<byte[], byte[]> factory() {
        var factory = new BoundedPolls(kafka.with(properties), maxPollSize.toBytes());
        if (meters != null) {
            factory.addListener(new MicrometerConsumerListener<>(meters));
        }
        return factory;
    }

    /**
     * All partitions of topics.
     *
     * @throws KafkaException if Kafka can't be reached, or does not know a topic
     */
    public List<TopicPartition> partitionsOf(Collection<String> topics) {
        List<TopicPartition> all = new ArrayList<>();
        try (var consumer = factory().createConsumer()) {
            for (String topic : topics) {
                List<PartitionInfo> partitions = consumer.partitionsFor(topic);
                if (partitions.isEmpty()) {
                    throw new KafkaException("topic " + topic + " does not exist");
                }
                partitions.forEach(info -> all.add(new TopicPartition(topic, info.partition())));
            }
        }
        return all;
    }

    private KafkaConsumers with(Map<String, Object> changed) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(changed);
        return new KafkaConsumers(kafka, all, maxPollSize, meters);
    }
}
