package io.nodecore.presence.events.streams;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import io.nodecore.journal.KafkaSettings;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** The Kafka Streams configuration of the topology. */
final class StreamsConfiguration {

    /** The size of a 4 MiB report whose users all belong to one shard, with its headers. */
    private static final int LARGEST_RECORD_BYTES = 8 * 1024 * 1024;

    /** The newest segment of a changelog is not compacted, and a restoration reads all of it. */
    private static final int SEGMENT_BYTES = 64 * 1024 * 1024;

    private StreamsConfiguration() {}

    static Map<String, Object> of(EventsSettings settings, KafkaSettings kafka) {
        int sessionTimeoutMs = Math.toIntExact(settings.sessionTimeout().toMillis());
        return kafka.with(Map.ofEntries(
                Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId()),
                Map.entry(
                        StreamsConfig.STATE_DIR_CONFIG,
                        settings.stateDir().toAbsolutePath().toString()),
                Map.entry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2),
                // The newer protocol does not allow a changed topology in the same group.
                Map.entry(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic"),
                Map.entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true),
                Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads()),
                Map.entry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbBounds.class),
                Map.entry(consumerPrefix("session.timeout.ms"), sessionTimeoutMs),
                Map.entry(consumerPrefix("heartbeat.interval.ms"), sessionTimeoutMs / 3),
                Map.entry(producerPrefix("max.request.size"), LARGEST_RECORD_BYTES),
                Map.entry(producerPrefix("compression.type"), "lz4"),
                Map.entry(topicPrefix("max.message.bytes"), Integer.toString(LARGEST_RECORD_BYTES)),
                Map.entry(topicPrefix("segment.bytes"), Integer.toString(SEGMENT_BYTES))));
    }
}
