package io.nodecore.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.DeadLetterJournal;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.RecentDeadLetters;
import io.nodecore.projection.loop.FactCounters;
import io.nodecore.projection.loop.OwnedPartition;
import io.nodecore.projection.loop.OwnedPartitions;
import io.nodecore.projection.loop.PollLoop;
import io.nodecore.projection.loop.ProjectionThread;
import io.nodecore.projection.step.ProjectionStep;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps one projection up to date: consumers of its topics, each poll one transaction of rows and positions.
 *
 * <p>Any number of processes may run the same projection: the group {@code nodecore.<projection>} shares the partitions out, and a
 * process that has lost one without knowing can change nothing. Where to go on stands in the database alone.
 *
 * <p>Counters {@code nodecore.facts.applied}, {@code .repeated}, {@code .dead.lettered} (projection, topic) add up to the facts that this
 * process read; gauges {@code nodecore.projection.position}, {@code .lag.records} and {@code .troubled} (1 while something keeps it from
 * going on; projection, topic, partition) cover the partitions owned.
 *
 * <p>Gauges {@code nodecore.conservation.accepted}, {@code .applied}, {@code .repeated}, {@code .dead.lettered} and {@code .difference}
 * (projection, topic, partition) are the totals that the database keeps with the position; they survive every restart, and their sum
 * over all processes covers every partition once. A report is accepted exactly when its fact is in the topic, so {@code accepted} is the
 * topic's end, and {@code difference} = accepted - lag - applied - repeated - dead-lettered. To alert on:
 *
 * <ul>
 *   <li>{@code difference} other than 0, on a topic of reports that are kept for ever: facts were lost before they were read. (A topic
 *       with a shorter retention, or one that is written in transactions, passes offsets over that hold no fact: there it may grow.)
 *   <li>{@code dead.lettered} that grows: reports were accepted whose bytes are in no table; they wait in the dead letters.
 * </ul>
 */
public final class ProjectionRunner<F> implements SmartLifecycle, AutoCloseable {

    private final Projection<F> projection;
    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final DeadLetterJournal deadLetters;
    private final List<ProjectionThread> threads = new ArrayList<>();
    private volatile boolean running;

    public ProjectionRunner(
            Projection<F> projection,
            DataSource dataSource,
            KafkaSettings kafka,
            ProjectionSettings settings,
            MeterRegistry meters) {
        this(projection, dataSource, kafka, settings, meters, InstantSource.system());
    }

    /** @param clock for waits and health only; projections see no clock */
    public ProjectionRunner(
            Projection<F> projection,
            DataSource dataSource,
            KafkaSettings kafka,
            ProjectionSettings settings,
            MeterRegistry meters,
            InstantSource clock) {
        this.projection = projection;
        this.settings = settings;
        this.clock = clock;
        this.deadLetters = new DeadLetterJournal(projection.name(), projection.topics(), kafka);
        var step = new ProjectionStep<>(projection, dataSource, deadLetters::keep, settings.transactionIdleTimeout());
        var counters = new FactCounters(projection, meters);
        for (int i = 0; i < settings.threads(); i++) {
            var owned = new OwnedPartitions(projection.name(), meters);
            String name = "projection-" + projection.name() + "-" + i;
            threads.add(new ProjectionThread(
                    name,
                    () -> consumer(kafka, name),
                    consumer -> new PollLoop<>(projection, consumer, step, owned, counters, settings.backOff(), clock),
                    owned,
                    settings.stuckAfter()));
        }
    }

    @Override
    public void start() {
        threads.forEach(ProjectionThread::start);
        running = true;
    }

    @Override
    public void stop() {
        close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the topics and the migrations, before the edges of the service. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** Finishes the steps in progress, and leaves the group, for good: a closed runner is not started again. */
    @Override
    public void close() {
        running = false;
        threads.forEach(ProjectionThread::close);
        threads.forEach(ProjectionThread::awaitEnd);
        deadLetters.close();
    }

    public String name() {
        return projection.name();
    }

    /** The partitions that this process owns, by topic and partition. */
    public List<PositionSnapshot> positions() {
        return threads.stream()
                .flatMap(thread -> thread.owned().all().stream())
                .map(owned -> owned.snapshot(projection.name()))
                .sorted(Comparator.comparing(PositionSnapshot::topic).thenComparingInt(PositionSnapshot::partition))
                .toList();
    }

    /** What keeps the projection from going on; empty while all is well. Red at once, but for what ends by itself in time. */
    public List<String> troubles() {
        var now = clock.instant();
        List<String> troubles = new ArrayList<>();
        for (ProjectionThread thread : threads) {
            String ofThread = thread.trouble();
            if (ofThread != null) {
                troubles.add(ofThread);
            }
            for (OwnedPartition owned : thread.owned().all()) {
                var trouble = owned.trouble();
                if (trouble != null && trouble.isRed()) {
                    troubles.add(owned.partition() + ": " + trouble.text());
                } else if (owned.isStuck(now, settings.stuckAfter())) {
                    troubles.add(owned.partition() + " stands at " + owned.position() + " of " + owned.endOffset()
                            + " since " + owned.movedAt());
                }
            }
        }
        return troubles;
    }

    /** The dead letters that this process kept lately. */
    RecentDeadLetters recentLetters() {
        return deadLetters.recent();
    }

    private Consumer<byte[], byte[]> consumer(KafkaSettings kafka, String name) {
        Map<String, Object> ofThisConsumer = Map.ofEntries(
                Map.entry("client.id", name),
                Map.entry("group.id", "nodecore." + projection.name()),
                Map.entry("group.protocol", "classic"),
                Map.entry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
                Map.entry("enable.auto.commit", "false"),
                Map.entry("auto.offset.reset", "none"),
                Map.entry("isolation.level", "read_committed"),
                Map.entry("allow.auto.create.topics", "false"),
                Map.entry("max.poll.records", settings.maxPollRecords()),
                Map.entry("fetch.max.bytes", (int) settings.maxFetchSize().toBytes()),
                Map.entry("max.partition.fetch.bytes", (int)
                        settings.maxFetchSize().toBytes()),
                Map.entry("session.timeout.ms", (int) settings.sessionTimeout().toMillis()),
                Map.entry(
                        "heartbeat.interval.ms", (int) settings.sessionTimeout().toMillis() / 4),
                Map.entry("default.api.timeout.ms", 15_000),
                Map.entry("request.timeout.ms", 10_000),
                Map.entry("reconnect.backoff.max.ms", 1_000),
                Map.entry("metadata.max.age.ms", 30_000));
        return new KafkaConsumer<>(
                kafka.with(ofThisConsumer), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
