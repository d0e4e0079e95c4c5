package io.nodecore.cli.inspect;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.nodecore.adminclient.RunFile;
import io.nodecore.commandline.Within;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.Values;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tail}: a topic's last records, then those that come: position, headers, and value as JSON. */
@Command(
        name = "tail",
        description = "The last records of a topic, and those that come until Ctrl-C.",
        footer = {
            "",
            "Example: ./nodecore tail node.usage --last 5 --no-follow",
            "",
            "Where: KAFKA_BOOTSTRAP_SERVERS, otherwise the run of .nodecore/run.json."
        })
public final class TopicTail implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    @Spec
    private @Nullable CommandSpec command;

    @Parameters(paramLabel = "TOPIC", description = "Such as node.usage or events.user.")
    private String topic = "";

    @Option(names = "--last", paramLabel = "N", defaultValue = "10", description = "Default: 10.")
    @Within(min = 0, max = 999_999)
    private int last;

    @Option(names = "--no-follow", description = "Ends after the last records.")
    private boolean noFollow;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        String servers = ServerAddress.of("KAFKA_BOOTSTRAP_SERVERS", RunFile::kafkaBootstrapServers);
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
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
            while (!noFollow) {
                consumer.poll(POLL).forEach(record -> print(record, out));
            }
        }
        return 0;
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) throws IOException {
        List<PartitionInfo> found = consumer.listTopics().get(topic);
        if (found == null) {
            throw new IOException("there is no topic " + topic);
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** How many offsets to go back for so many records: some offsets are the marks of transactions. */
    private static long reach(int records) {
        return 4L * records + 16;
    }

    private static void print(ConsumerRecord<byte[], byte[]> record, PrintWriter out) {
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
