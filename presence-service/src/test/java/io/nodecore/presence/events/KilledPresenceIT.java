package io.nodecore.presence.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.presence.Reports;
import io.nodecore.presence.events.ScriptedFleet.ScriptedReport;
import io.nodecore.presence.events.streams.EventsSettingsTest;
import io.nodecore.presence.events.time.TimeSettings;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.OnlineUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real process reads a seeded script of a fleet that is written as fast as Kafka takes it, and is ended by kill -9 in the middle.
 * What it said in the end is what the script says, no more, no less, nothing twice.
 *
 * <p>{@code -Dnodecore.presence.reports=1000000 -Dnodecore.presence.kills=6} is the whole proof;
 * {@code -Dnodecore.presence.seed=…} plays a script again.
 */
class KilledPresenceIT {

    private static final Logger log = LoggerFactory.getLogger(KilledPresenceIT.class);

    private static final int REPORTS = Integer.getInteger("nodecore.presence.reports", 25_000);
    private static final int KILLS = Integer.getInteger("nodecore.presence.kills", 2);
    private static final int REPORTS_PER_GROUP = 50;
    private static final int NODES = 60;
    private static final int SHARDS = 6;
    private static final int PARTITIONS = Topics.ONLINE_USERS.partitions();

    /** Whoever follows a process that was killed waits for the end of its session and of its transaction. */
    private static final Map<String, String> QUICK_AFTER_A_KILL =
            Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

    /** Ids of users who only move the time on at the end. */
    private static final long BYSTANDERS = 1_000_000_000L;

    private static final Duration TIMEOUT = Duration.ofMinutes(3).plusMillis(2L * REPORTS);

    @Test
    void what_is_said_is_what_the_reports_say_also_with_kills(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("nodecore.presence.seed", System.nanoTime());
        List<ScriptedReport> reports = new ScriptedFleet(
                        seed,
                        NODES,
                        PARTITIONS,
                        EventsSettingsTest.bound(TimeSettings.class, Map.of())
                                .disorder()
                                .toMillis())
                .reports(REPORTS, Math.ceilDiv(REPORTS, REPORTS_PER_GROUP));
        List<SaidEvent> expected = SaidEvent.expectedOf(reports);
        long startedNanos = System.nanoTime();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0, QUICK_AFTER_A_KILL)) {
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
            new TopicProvisioner(settings).provision(List.of(Topics.ONLINE_USERS, Topics.STATS, Topics.USER_EVENTS));
            // History is written faster than it would be live; a pause of the writer is not the silence of a fleet.
            try (var process = new PresenceProcess(
                            kafka.bootstrapServers(),
                            folder,
                            List.of(
                                    "--nodecore.presence.idle-after=10m",
                                    "--nodecore.presence.session-timeout=4s",
                                    "--nodecore.kafka.properties.transaction.timeout.ms=4000"));
                    var committed = new CommittedEvents(settings, expected, BYSTANDERS)) {
                process.start();
                CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(reports, settings));
                killAtRandom(process, committed, expected.size(), new SplittableRandom(seed));
                written.get();
                awaitLast(process, committed);
                assertThat(committed.differences()).as("seed %d", seed).isEmpty();
                log.info(
                        "seed {}: {} reports, {} kills: {} events as expected, {} s",
                        seed,
                        REPORTS,
                        KILLS,
                        committed.read(),
                        Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds());
            }
        }
    }

    /** Each time when some more has been said; how much is drawn, so that it dies at any point of its work. */
    private static void killAtRandom(
            PresenceProcess process, CommittedEvents committed, long expected, SplittableRandom random)
            throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            long atLeast = random.nextLong(expected * (kill - 1) / (KILLS + 1), expected * kill / (KILLS + 1));
            await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(10)).until(() -> {
                process.requireAlive();
                return committed.read() >= atLeast;
            });
            process.kill();
            log.info("killed when {} events of {} were said", committed.read(), expected);
            process.start();
        }
    }

    /** The bystanders of each shard go when everybody else has gone. */
    private static void awaitLast(PresenceProcess process, CommittedEvents committed) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(10)).until(() -> {
            process.requireAlive();
            committed.read();
            return committed.bystandersGone() == SHARDS;
        });
    }

    private static void write(List<ScriptedReport> reports, KafkaSettings settings) {
        long endMs =
                reports.stream().mapToLong(ScriptedReport::receivedAtMs).max().orElseThrow();
        try (var producer = new KafkaProducer<>(
                settings.with(Map.of("linger.ms", 5, "compression.type", "lz4")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            reports.forEach(report -> producer.send(record(report)));
            List<OnlineUser> bystanders = LongStream.range(BYSTANDERS, BYSTANDERS + SHARDS)
                    .mapToObj(userId -> Reports.user(userId, 1))
                    .toList();
            for (int minutes = 1; minutes <= 2; minutes++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    producer.send(
                            record(ScriptedReport.of(partition, 1 + partition, endMs + minutes * 60_000L, bystanders)));
                }
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(ScriptedReport report) {
        byte[] key = Long.toString(report.nodeId()).getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(Topics.ONLINE_USERS.name(), report.partition(), key, report.value());
        Reports.headers(report.nodeId(), report.receivedAtMs()).writeTo(record.headers());
        return record;
    }
}
