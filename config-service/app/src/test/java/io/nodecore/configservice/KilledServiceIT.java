package io.nodecore.configservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.nodecore.control.rebuild.TableChecksums;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The real process under admin traffic, ended by kill -9. */
class KilledServiceIT {

    private static final int KILLS = 3;
    private static final List<Topic<?>> TOPICS = Stream.concat(
                    Topics.CONTROL.stream(),
                    Stream.of(Topics.LIFECYCLE, Topics.NODE_EVENTS, Topics.SUBSCRIPTION_EVENTS))
            .toList();

    @Test
    void whatever_is_killed_the_topics_tell_what_was_decided_and_nothing_twice(@TempDir Path folder) throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        PostgresAddress postgres = SharedServers.postgres().newDatabase();
        JdbcClient operator =
                JdbcClient.create(new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password()));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                ControlProcess control = new ControlProcess(kafka.bootstrapServers(), postgres, folder)) {
            var history = new ControlHistory(control, seed);
            control.start();
            history.begin();
            for (int i = 0; i < KILLS; i++) {
                killUnderTraffic(control, history, 200 + random.nextInt(3_000));
                control.start();
            }
            for (int i = 0; i < 20; i++) {
                history.step();
            }
            awaitRest(operator, kafka);

            ControlSchema shadow = ControlSchema.migrate(postgres, "control_shadow");
            shadow.rebuild(kafka.bootstrapServers()).runIfEmpty();

            assertThat(TableChecksums.of(operator, "control_shadow"))
                    .as("what the topics tell, against what was decided, seed %d", seed)
                    .isEqualTo(TableChecksums.of(operator, "control"));
            assertAnsweredIsPublished(kafka, history, seed);
        }
    }

    private static void killUnderTraffic(ControlProcess control, ControlHistory history, int afterMillis)
            throws Exception {
        CompletableFuture<Void> killed = control.killAfter(afterMillis);
        while (!killed.isDone()) {
            try {
                history.step();
            } catch (UncheckedIOException | StatusRuntimeException e) {
                // Nobody knows what became of this one.
                killed.get();
            }
        }
    }

    /** Each record by its event id once; a creation that was answered is among them. */
    private static void assertAnsweredIsPublished(EmbeddedKafka kafka, ControlHistory history, long seed) {
        Set<String> created = new HashSet<>();
        int records = 0;
        int repeated = 0;
        for (Topic<?> topic : TOPICS) {
            Set<String> eventIds = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> record : TopicContent.of(kafka.bootstrapServers(), topic.name())) {
                if (eventIds.add(eventId(record))) {
                    records++;
                    created.add(topic.name() + " " + new String(record.key(), StandardCharsets.UTF_8));
                } else {
                    repeated++;
                }
            }
        }
        System.out.printf(
                "killed %d times: %d decisions answered, %d records, %d of them published again, seed %d%n",
                KILLS, history.answered().size(), records, repeated, seed);
        for (var answered : history.answered()) {
            if (answered.method().equals("POST") && answered.path().equals("/admin/users")) {
                assertThat(created)
                        .as("seed %d", seed)
                        .contains(Topics.CONTROL_USERS.name() + " "
                                + answered.body().get("id").longValue());
            } else if (answered.method().equals("POST") && answered.path().equals("/admin/subscriptions")) {
                assertThat(created)
                        .as("seed %d", seed)
                        .contains(Topics.CONTROL_SUBSCRIPTIONS.name() + " "
                                + answered.body().get("id").longValue());
            } else if (answered.method().equals("POST") && answered.path().endsWith("/links")) {
                assertThat(created)
                        .as("seed %d", seed)
                        .contains(Topics.CONTROL_LINKS.name() + " "
                                + answered.body().get("uuid").stringValue());
            }
        }
    }

    private static String eventId(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader("event-id");
        return new String(
                (header == null ? record.headers().lastHeader("ce_id") : header).value(), StandardCharsets.UTF_8);
    }

    private static void awaitRest(JdbcClient jdbc, EmbeddedKafka kafka) {
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> ControlHistory.isAtRest(jdbc, kafka.bootstrapServers()));
    }
}
