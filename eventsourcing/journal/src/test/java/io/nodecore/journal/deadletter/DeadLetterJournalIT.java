package io.nodecore.journal.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadLetterJournalIT {

    private final KafkaSettings kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
    private final Topic<?> topic = Topic.of("facts-" + UUID.randomUUID(), 1, new Keep.ForEver());

    @Test
    void keeps_the_largest_fact_whole_with_the_longest_cause() {
        byte[] value = incompressible(Topic.LARGEST_FACT_BYTES);
        keep(new DeadLetter(fact(7, value), new IllegalArgumentException("€".repeat(5_000))));

        var deadLetter = deadLetters().getFirst();
        assertThat(deadLetter.value()).isEqualTo(value);
        assertThat(deadLetter.key()).isEqualTo("1".getBytes(StandardCharsets.UTF_8));
        assertThat(FactHeaders.readFrom(deadLetter.headers()).reportId()).isEqualTo("report");
        var headers = DeadLetterHeaders.readFrom(deadLetter.headers());
        assertThat(headers.offset()).isEqualTo(7);
        assertThat(headers.cause()).startsWith("IllegalArgumentException: €€€").hasSize(1_000);
    }

    @Test
    void keeps_a_record_that_is_too_large_for_a_letter_without_its_value_and_its_neighbours_with_theirs() {
        byte[] small = "what".getBytes(StandardCharsets.UTF_8);
        var cause = new IllegalArgumentException("can't be read");
        keep(
                new DeadLetter(fact(0, small), cause),
                new DeadLetter(fact(1, incompressible(6 * 1024 * 1024)), cause),
                new DeadLetter(fact(2, incompressible(10 * 1024 * 1024)), cause),
                new DeadLetter(fact(3, small), cause));

        assertThat(deadLetters())
                .extracting(
                        deadLetter ->
                                DeadLetterHeaders.readFrom(deadLetter.headers()).offset(),
                        deadLetter -> deadLetter.value() == null ? -1 : deadLetter.value().length,
                        deadLetter -> deadLetter.headers().lastHeader(DeadLetterHeaders.OMITTED) != null)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(0L, 4, false),
                        org.assertj.core.groups.Tuple.tuple(1L, -1, true),
                        org.assertj.core.groups.Tuple.tuple(2L, -1, true),
                        org.assertj.core.groups.Tuple.tuple(3L, 4, false));
    }

    @Test
    void says_in_time_that_letters_could_not_be_kept_however_many_they_are() {
        // Nobody has made the topic of the dead letters.
        var deadLetter = new DeadLetter(fact(0, new byte[1]), new IllegalArgumentException("can't be read"));
        long begin = System.nanoTime();
        try (var journal = new DeadLetterJournal("tally", List.of(topic), kafka)) {
            assertThatThrownBy(() -> journal.keep(List.of(deadLetter, deadLetter, deadLetter, deadLetter)))
                    .isInstanceOf(TimeoutException.class);
        }
        // The transaction around it may idle for 15 s.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    }

    private void keep(DeadLetter... deadLetters) {
        new TopicProvisioner(kafka).provision(List.of(topic));
        try (var journal = new DeadLetterJournal("tally", List.of(topic), kafka)) {
            journal.keep(List.of(deadLetters));
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return TopicContent.of(
                kafka.bootstrapServers(), topic.deadLetters().orElseThrow().name());
    }

    private ConsumerRecord<byte[], byte[]> fact(long offset, byte[] value) {
        var record = new ConsumerRecord<>(topic.name(), 0, offset, "1".getBytes(StandardCharsets.UTF_8), value);
        new FactHeaders("event", 1, 1_000, "report").writeTo(record.headers());
        return record;
    }

    private static byte[] incompressible(int size) {
        byte[] value = new byte[size];
        new Random(size).nextBytes(value);
        return value;
    }
}
