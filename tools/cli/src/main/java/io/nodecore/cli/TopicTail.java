package io.nodecore.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.Values;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A topic's last records, then those that come: where they stand, their headers, and their value as JSON. */
final class TopicTail {

    private static final int DEFAULT_LAST = 10;
    private static final Duration POLL = Duration.ofMillis(500);

    private TopicTail() {}

    static void run(RunAddresses run, List<String> arguments, PrintStream out) {
        String topic = arguments.getFirst();
        boolean follow = !arguments.contains("--no-follow");
        int last = last(arguments);
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", run.kafkaBootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Optional.ofNullable(
                            consumer.listTopics().get(topic))
                    .orElseThrow(() -> new IllegalArgumentException("no topic " + topic))
                    .stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            end.forEach((partition, offset) ->
                    consumer.seek(partition, Math.max(begin.getOrDefault(partition, 0L), offset - reach(last))));
            List<ConsumerRecord<byte[], byte[]>> recent = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < end.getOrDefault(p, 0L))) {
                consumer.poll(POLL).forEach(recent::add);
            }
            recent.stream()
                    .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                    .skip(Math.max(0, recent.size() - last))
                    .forEach(record -> print(record, out));
            while (follow) {
                consumer.poll(POLL).forEach(record -> print(record, out));
            }
        }
    }

    private static int last(List<String> arguments) {
        int flag = arguments.indexOf("--last");
        if (flag < 0) {
            return DEFAULT_LAST;
        }
        String value = flag + 1 < arguments.size() ? arguments.get(flag + 1) : "";
        if (!value.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException("--last takes a number from 0 to 999999, got '" + value + "'");
        }
        return Integer.parseInt(value);
    }

    /** How many offsets to go back for so many records: some offsets are the marks of transactions. */
    private static long reach(int records) {
        return 4L * records + 16;
    }

    private static void print(ConsumerRecord<byte[], byte[]> record, PrintStream out) {
        String headers = StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + text(header.value()))
                .collect(Collectors.joining(" "));
        out.printf(
                "%s-%d@%d %s key=%s %s%n  %s%n",
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                text(record.key()),
                headers,
                value(record.topic(), record.value()));
    }

    private static String value(String topic, byte @Nullable [] value) {
        if (value == null
                || !(Topics.named(topic).map(Topic::values).orElse(null) instanceof Values.Protobuf<?> protobuf)) {
            return text(value);
        }
        try {
            return JsonFormat.printer().omittingInsignificantWhitespace().print(protobuf.parse(value));
        } catch (InvalidProtocolBufferException e) {
            return "(not decodable: " + e.getMessage() + ")";
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
