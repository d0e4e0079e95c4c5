import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints who came and who left, and what happened to nodes and subscriptions: an example of a consumer of Nodecore's domain events.
 * docs/consumers.md says how to run it, and why it does what it does.
 */
public final class WhoIsOnline {

    private static final List<String> TOPICS = List.of("events.user", "events.node", "events.subscription");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** So many ids are remembered; an event that is sent again comes soon after the first time. */
    private static final int REMEMBERED_IDS = 10_000;

    /** All that this consumer knows. Where it stands in the topics is a part of it, so the two can never disagree. */
    public static final class State {
        /** Next offset by {@code topic-partition}. */
        public TreeMap<String, Long> positions = new TreeMap<>();
        /** Since when each user is online. */
        public TreeMap<Long, String> online = new TreeMap<>();
        /** Ids of the latest events, oldest first. */
        public LinkedHashSet<String> seen = new LinkedHashSet<>();

        static State load(Path file) throws IOException {
            return Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), State.class) : new State();
        }

        /** Replaces the file at once: it holds the old state or the new one, whenever the process ends. */
        void save(Path file) throws IOException {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private final State state;

    private WhoIsOnline(State state) {
        this.state = state;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean once = rest.remove("--once");
        String kafka = rest.isEmpty() ? ofTheRunHere() : rest.get(0);
        Path file = Path.of(rest.size() > 1 ? rest.get(1) : "who-is-online.json");
        new WhoIsOnline(State.load(file)).follow(kafka, file, once);
    }

    private void follow(String kafka, Path file, boolean once) throws IOException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka,
                // Events of a transaction that was given up were never said.
                "isolation.level", "read_committed",
                "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : TOPICS) {
                consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            // A partition that the state does not know is read from its beginning.
            partitions.forEach(partition -> consumer.seek(partition, state.positions.getOrDefault(partition.toString(), 0L)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!once || partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(500));
                if (!records.isEmpty()) {
                    records.forEach(this::take);
                    partitions.forEach(partition -> state.positions.put(partition.toString(), consumer.position(partition)));
                    state.save(file);
                }
            }
        }
        System.out.println(state.online.size() + " users are online: " + state.online.keySet());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String id = header(record, "ce_id");
        if (!state.seen.add(id)) {
            return;
        }
        if (state.seen.size() > REMEMBERED_IDS) {
            state.seen.remove(state.seen.iterator().next());
        }
        String type = header(record, "ce_type");
        JsonNode data = JSON.readTree(record.value());
        switch (type) {
            case "user.online" -> {
                long user = data.get("userId").longValue();
                state.online.put(user, data.get("onlineAt").stringValue());
                System.out.println(data.get("onlineAt").stringValue() + " user " + user + " came, on node " + data.get("nodeId"));
            }
            case "user.offline" -> {
                long user = data.get("userId").longValue();
                state.online.remove(user);
                System.out.println(data.get("lastSeenAt").stringValue() + " user " + user + " left after " + data.get("durationSeconds") + " s");
            }
            // Types may be added: what one does not know is no error.
            default -> System.out.println(header(record, "ce_time") + " " + type + " " + data);
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String ofTheRunHere() throws IOException {
        Path run = Path.of(".nodecore", "run.json");
        if (!Files.exists(run)) {
            throw new IOException("no " + run + " here: start Nodecore in this folder first, or name a Kafka (host:port)");
        }
        return JSON.readTree(Files.readAllBytes(run)).get("kafkaBootstrapServers").stringValue();
    }
}
