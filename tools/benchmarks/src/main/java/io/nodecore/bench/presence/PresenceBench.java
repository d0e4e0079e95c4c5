package io.nodecore.bench.presence;

import io.nodecore.bench.run.Latencies;
import io.nodecore.bench.run.TemporaryFolder;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the topology of presence-service, in a process of its own on a broker of its own. */
@Command(
        name = "presence-events",
        description =
                "What user.online and user.offline cost, without Redis and the gateway: rate, restoration, delay.")
public final class PresenceBench implements Callable<Integer> {

    private static final String GROUP = "nodecore.presence-events";
    private static final long HISTORY_MS = 3_600_000;

    @Mixin
    private PresenceOptions options = new PresenceOptions();

    @Override
    public Integer call() throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create();
                EmbeddedKafka broker = EmbeddedKafka.start(folder.path().resolve("kafka"), 0)) {
            KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
            new TopicProvisioner(kafka).provision(List.of(Topics.ONLINE_USERS, Topics.STATS, Topics.USER_EVENTS));
            try (Admin admin = Admin.create(kafka.with(Map.of()));
                    OnlineReports reports = new OnlineReports(kafka);
                    SaidEvents events = new SaidEvents(kafka, options.users() + 1L)) {
                say(
                        "machine      %d processors, %d MB heap",
                        Runtime.getRuntime().availableProcessors(), options.heapMb());
                catchUp(options, kafka, folder.path(), admin, reports, events);
                try (var process = restore(options, kafka, folder.path(), admin)) {
                    live(options, reports, events);
                }
            }
        }
        return 0;
    }

    private static void catchUp(
            PresenceOptions options,
            KafkaSettings kafka,
            Path folder,
            Admin admin,
            OnlineReports reports,
            SaidEvents events)
            throws Exception {
        int count = reports.backlog(options, System.currentTimeMillis() - HISTORY_MS);
        try (var process = new PresenceProcess(kafka.bootstrapServers(), folder, options.heapMb())) {
            while (committed(admin) == 0) {
                Thread.sleep(20);
            }
            long started = System.nanoTime();
            while (events.read() < options.users() || !isRead(admin)) {
                // Reading is the waiting.
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            say(
                    "backlog      %d reports of %d users: %.1f s, %.0f reports/s, %.0f users/s, %d user.online",
                    count,
                    options.perReport(),
                    seconds,
                    count / seconds,
                    (double) options.users() * options.rounds() / seconds,
                    events.read());
            process.awaitRunning();
        }
    }

    /** @return the process, with its stores restored */
    private static PresenceProcess restore(PresenceOptions options, KafkaSettings kafka, Path folder, Admin admin)
            throws Exception {
        say(
                "stores       %.1f MB on disk, changelogs %s",
                TemporaryFolder.bytesIn(PresenceProcess.stateDir(folder)) / 1e6, changelogs(admin));
        TemporaryFolder.delete(PresenceProcess.stateDir(folder));
        long started = System.nanoTime();
        var process = new PresenceProcess(kafka.bootstrapServers(), folder, options.heapMb());
        process.awaitStarted();
        double startSeconds = (System.nanoTime() - started) / 1e9;
        process.awaitRunning();
        say(
                "restoration  of %d users from nothing: running %.1f s after the start of the process, which answers after %.1f s",
                options.users(), (System.nanoTime() - started) / 1e9, startSeconds);
        return process;
    }

    /** With the first live reports everybody of the history is gone; then the delay of those who come is measured. */
    private static void live(PresenceOptions options, OnlineReports reports, SaidEvents events) throws Exception {
        long everybodyGone = events.read() + options.users();
        events.mark();
        while (events.read() < everybodyGone) {
            everyPartition(reports);
        }
        say(
                "departures   of %d users at once: %.1f s from the first to the last",
                options.users(), events.secondsFromFirstToLast());

        long userId = options.users() + 1L;
        long firstAt = System.nanoTime();
        long patienceNanos = Duration.ofSeconds(60).toNanos();
        for (int arrived = 0; events.delays().size() < options.arrivals(); ) {
            events.read();
            long due = (System.nanoTime() - firstAt) * options.arrivalsPerSecond() / 1_000_000_000;
            for (; arrived < Math.min(due, options.arrivals()); arrived++, userId++) {
                events.appended(userId);
                reports.append(null, 1 + arrived % options.nodes(), System.currentTimeMillis(), userId, userId + 1);
            }
            if (System.nanoTime() - Math.max(firstAt, events.lastAtNanos()) > patienceNanos) {
                throw new IllegalStateException("only " + events.delays().size() + " arrivals were told");
            }
        }
        say(
                "delay        of user.online after the append of the report, %d times at %d/s: %s",
                events.delays().size(), options.arrivalsPerSecond(), Latencies.of(events.delays()));
    }

    private static void everyPartition(OnlineReports reports) throws InterruptedException {
        for (int partition = 0; partition < Topics.ONLINE_USERS.partitions(); partition++) {
            reports.append(partition, 1, System.currentTimeMillis(), 1, 1);
        }
        Thread.sleep(100);
    }

    private static long committed(Admin admin) throws Exception {
        return offsets(admin).values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin) throws Exception {
        return admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    private static boolean isRead(Admin admin) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = offsets(admin);
        for (var partition : committed.entrySet()) {
            long end = admin.listOffsets(Map.of(partition.getKey(), OffsetSpec.latest()))
                    .partitionResult(partition.getKey())
                    .get()
                    .offset();
            if (partition.getValue() == null || partition.getValue().offset() < end) {
                return false;
            }
        }
        return true;
    }

    /** Megabytes by store. */
    private static String changelogs(Admin admin) throws Exception {
        Map<String, Long> bytes = new TreeMap<>();
        for (var logDirs :
                admin.describeLogDirs(List.of(1)).allDescriptions().get().values()) {
            logDirs.values()
                    .forEach(logDir -> logDir.replicaInfos().forEach((partition, replica) -> {
                        if (partition.topic().startsWith(GROUP)) {
                            bytes.merge(partition.topic().substring(GROUP.length() + 1), replica.size(), Long::sum);
                        }
                    }));
        }
        StringBuilder text = new StringBuilder();
        bytes.forEach((topic, size) -> text.append(String.format(Locale.ROOT, "%s %.1f MB  ", topic, size / 1e6)));
        return text.toString();
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
