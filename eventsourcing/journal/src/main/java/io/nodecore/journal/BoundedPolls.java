package io.nodecore.journal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Opens consumers whose polls are limited by the decompressed bytes of their values. Kafka's own limits count the compressed bytes of a
 * fetch and the records of a poll, so a poll of well compressible records could exceed any heap.
 *
 * <p>A value that is larger than the limit is returned alone. The limit uses what Kafka does with a value that can't be deserialized: the
 * poll returns the records before it, and the next poll begins with it.
 */
final class BoundedPolls extends DefaultKafkaConsumerFactory<byte[], byte[]> {

    private final LimitedValues values;

    BoundedPolls(Map<String, Object> properties, long maxBytes) {
        this(properties, new LimitedValues(maxBytes));
    }

    private BoundedPolls(Map<String, Object> properties, LimitedValues values) {
        super(properties, new ByteArrayDeserializer(), values);
        this.values = values;
    }

    @Override
    protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> properties) {
        return new BoundedConsumer(properties);
    }

    private final class BoundedConsumer extends ExtendedKafkaConsumer {

        BoundedConsumer(Map<String, Object> properties) {
            super(properties);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            values.beginPoll();
            return super.poll(timeout);
        }
    }

    /** Counts the bytes of one poll; values are deserialized on the thread that polls. */
    private static final class LimitedValues implements Deserializer<byte[]> {

        private final long maxBytes;
        private final ThreadLocal<Long> bytesOfPoll = ThreadLocal.withInitial(() -> 0L);

        LimitedValues(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        void beginPoll() {
            bytesOfPoll.set(0L);
        }

        @Override
        public byte @Nullable [] deserialize(String topic, byte @Nullable [] value) {
            return value;
        }

        @Override
        public byte @Nullable [] deserialize(String topic, Headers headers, @Nullable ByteBuffer value) {
            if (value == null) {
                return null;
            }
            long bytes = bytesOfPoll.get();
            if (bytes > 0 && bytes + value.remaining() > maxBytes) {
                throw new SerializationException("the poll is full: the value belongs to the next one");
            }
            bytesOfPoll.set(bytes + value.remaining());
            byte[] copy = new byte[value.remaining()];
            value.duplicate().get(copy);
            return copy;
        }
    }
}
