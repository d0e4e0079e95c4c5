package io.nodecore.usage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.schemas.Topic;
import io.nodecore.testkit.TopicContent;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Balances a topic: what Kafka took in against what the database says became of it, and against the dead letters that are there. */
final class Conservation {

    record Counts(long applied, long repeated, long deadLettered, long passedOver) {}

    private final UsageDatabase database;
    private final KafkaSettings kafka;

    Conservation(UsageDatabase database, KafkaSettings kafka) {
        this.database = database;
        this.kafka = kafka;
    }

    /** Fails while facts wait, too: then one side is ahead of the other. */
    void assertBalanced(String projection, Topic<?> topic, String description) {
        Counts counts = counts(projection, topic);
        assertThat(counts.passedOver())
                .as("passed over of %s, %s", topic.name(), description)
                .isZero();
        assertThat(counts.applied() + counts.repeated() + counts.deadLettered())
                .as("applied + repeated + dead-lettered of %s, %s: %s", topic.name(), description, counts)
                .isEqualTo(accepted(topic));
        assertThat(deadLetters(projection, topic))
                .as("origins in the dead letters of %s, %s", topic.name(), description)
                .hasSize((int) counts.deadLettered());
    }

    Counts counts(String projection, Topic<?> topic) {
        String[] numbers = database.query("""
                        select coalesce(sum(applied), 0), coalesce(sum(repeated), 0), coalesce(sum(dead_lettered), 0),
                               coalesce(sum(passed_over), 0)
                        from projection_positions where projection = '%s' and topic = '%s'""".formatted(projection, topic.name()))
                .getFirst()
                .split(" ", -1);
        return new Counts(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    /** Every report that was answered: a report is accepted exactly when its fact is in the topic. */
    long accepted(Topic<?> topic) {
        try (Admin admin = Admin.create(kafka.with(Map.of()))) {
            var description =
                    admin.describeTopics(Set.of(topic.name())).allTopicNames().get();
            var partitions = requireNonNull(description.get(topic.name())).partitions().stream()
                    .collect(Collectors.toMap(
                            info -> new TopicPartition(topic.name(), info.partition()), info -> OffsetSpec.latest()));
            return admin.listOffsets(partitions).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A dead letter may be kept twice: its origin identifies it. */
    private Set<String> deadLetters(String projection, Topic<?> topic) {
        return TopicContent.of(
                        kafka.bootstrapServers(),
                        topic.deadLetters().orElseThrow().name())
                .stream()
                .map(deadLetter -> DeadLetterHeaders.readFrom(deadLetter.headers()))
                .filter(deadLetter -> deadLetter.projection().equals(projection))
                .map(deadLetter -> deadLetter.topic() + "-" + deadLetter.partition() + "@" + deadLetter.offset())
                .collect(Collectors.toSet());
    }
}
