package io.nodecore.operations.deadletter.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.RunningControl;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.journal.deadletter.DeadLetterJournal;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.operations.deadletter.DeadLetterId;
import io.nodecore.operations.deadletter.RecordPosition;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of redrives when Kafka does not take one, or does not have it any more. */
class RedriveRelayIT {

    private static final long NODE = 7;

    /** As the facts stood where the topic had more partitions than it has now. */
    private static final int AWAY = 7;

    @Test
    void what_is_acknowledged_is_done_whatever_else_is_not_and_what_is_gone_ends(@TempDir Path folder)
            throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
                RunningControl control = RunningControl.on(
                        kafka.bootstrapServers(), SharedServers.postgres().newDatabase());
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            keep(control, Topics.ERRORS, 0, 3);
            keep(control, Topics.ERRORS, AWAY, 2);
            keep(control, Topics.SESSION_EVENTS, 0, 1);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> deadLetters(control, "waiting").size() == 6);
            String deadLetters = Topics.ERRORS.deadLetters().orElseThrow().name();
            long lost = DeadLetterId.of(new RecordPosition(deadLetters, 0, 0));
            admin.deleteRecords(Map.of(new TopicPartition(deadLetters, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();

            control.expect(200, "POST", "/admin/dead-letters/redrive", "{}");

            await().atMost(Duration.ofSeconds(60)).until(() -> appended(control) == 3);
            assertThat(offsets(kafka, Topics.ERRORS)).containsExactly("0-1", "0-2");
            assertThat(offsets(kafka, Topics.SESSION_EVENTS)).containsExactly("0-0");
            assertThat(deadLetters(control, "lost")).containsExactly(lost);
            assertThat(control.expect(409, "POST", "/admin/dead-letters/" + lost + "/redrive", null)
                            .get("reason")
                            .stringValue())
                    .isEqualTo("letter-value-gone");

            admin.createPartitions(Map.of(Topics.ERRORS.name(), NewPartitions.increaseTo(AWAY + 1)))
                    .all()
                    .get();
            await().atMost(Duration.ofSeconds(60)).until(() -> appended(control) == 5);
            assertThat(offsets(kafka, Topics.ERRORS))
                    .as("each once, those of a partition in their order")
                    .containsExactlyInAnyOrder("0-1", "0-2", AWAY + "-0", AWAY + "-1");
        }
    }

    private static void keep(RunningControl control, Topic<?> topic, int partition, int count) {
        try (var journal = new DeadLetterJournal("a-projection", List.of(topic), control.kafka())) {
            for (int i = 0; i < count; i++) {
                var origin = new ConsumerRecord<>(
                        topic.name(),
                        partition,
                        (long) i,
                        Long.toString(NODE).getBytes(StandardCharsets.UTF_8),
                        new byte[] {1});
                String name = "report-" + partition + "-" + i;
                new FactHeaders(name, NODE, 1_000, name).writeTo(origin.headers());
                journal.keep(List.of(new DeadLetter(origin, new IllegalArgumentException("for a test"))));
            }
        }
    }

    /** Of the projection that is made up: what is redriven has no value that any real one can read. */
    private static List<Long> deadLetters(RunningControl control, String state) {
        return control
                .expect(200, "GET", "/admin/dead-letters?projection=a-projection&state=" + state, null)
                .get("letters")
                .findValues("id")
                .stream()
                .map(id -> id.longValue())
                .toList();
    }

    private static long appended(RunningControl control) {
        return control.jdbc()
                .sql("select count(*) from control.redrives where appended")
                .query(Long.class)
                .single();
    }

    /** Of the facts that redriven ones stand for. */
    private static List<String> offsets(EmbeddedKafka kafka, Topic<?> topic) {
        return TopicContent.of(kafka.bootstrapServers(), topic.name()).stream()
                .map(record -> RedriveHeaders.find(record.headers()).orElseThrow())
                .map(origin -> origin.partition() + "-" + origin.offset())
                .toList();
    }
}
