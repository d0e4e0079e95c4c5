package io.nodecore.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.deadletter.DeadLetterJournal;
import io.nodecore.journal.deadletter.RecentDeadLetters;
import io.nodecore.projection.loop.FactCounters;
import io.nodecore.projection.loop.OwnedPartition;
import io.nodecore.projection.loop.OwnedPartitions;
import io.nodecore.projection.loop.ProjectionConsumer;
import io.nodecore.projection.loop.ProjectionListener;
import io.nodecore.projection.step.ProjectionStep;
import io.nodecore.schemas.Topic;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps one projection up to date: consumers of its topics, and one transaction of rows and positions for each poll.
 *
 * <p>Any number of processes may run the same projection. The group {@code nodecore.<projection>} assigns the partitions; a process that
 * lost one without knowing it can change nothing. Positions are read from the database alone.
 *
 * <p>Counters {@code nodecore.facts.applied}, {@code .repeated}, {@code .dead.lettered} (projection, topic) add up to the facts that this
 * process read; gauges {@code nodecore.projection.position}, {@code .lag.records} and {@code .troubled} (1 while the partition makes no
 * progress; projection, topic, partition) cover the partitions owned.
 *
 * <p>Gauges {@code nodecore.conservation.accepted}, {@code .applied}, {@code .repeated}, {@code .dead.lettered} and {@code .difference}
 * (projection, topic, partition) are the totals that the database keeps with the position; they survive every restart, and their sum
 * over all processes covers every partition once. A report is accepted exactly when its fact is in the topic, so {@code accepted} is the
 * topic's end, and {@code difference} = accepted - lag - applied - repeated - dead-lettered. To alert on:
 *
 * <ul>
 *   <li>{@code difference} other than 0, on a topic of reports with unlimited retention: facts were lost before they were read. (A topic
 *       with a shorter retention, or one that is written in transactions, has offsets without facts: there it may grow.)
 *   <li>{@code dead.lettered} that grows: reports were accepted whose bytes are in no table; they wait in the dead letters.
 * </ul>
 */
public final class ProjectionRunner<F> implements SmartLifecycle, AutoCloseable {

    private final Projection<F> projection;
    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final DeadLetterJournal deadLetters;
    private final List<ProjectionConsumer> consumers = new ArrayList<>();
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
        List<String> topics = projection.topics().stream().map(Topic::name).toList();
        for (int i = 0; i < settings.threads(); i++) {
            var owned = new OwnedPartitions(projection.name(), meters);
            var listener = new ProjectionListener<>(
                    projection, step, owned, counters, settings.backOff(), settings.stuckAfter(), clock);
            String name = "projection-" + projection.name() + "-" + i;
            consumers.add(new ProjectionConsumer(
                    name, consumers(kafka, name, meters), topics, listener, owned, settings.stuckAfter()));
        }
    }

    @Override
    public void start() {
        consumers.forEach(ProjectionConsumer::start);
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

    /** Finishes the steps in progress and leaves the group. A closed runner is not started again. */
    @Override
    public void close() {
        running = false;
        consumers.forEach(ProjectionConsumer::close);
        consumers.forEach(ProjectionConsumer::awaitEnd);
        deadLetters.close();
    }

    public String name() {
        return projection.name();
    }

    /** The partitions that this process owns, by topic and partition. */
    public List<PositionSnapshot> positions() {
        return consumers.stream()
                .flatMap(consumer -> consumer.owned().all().stream())
                .map(owned -> owned.snapshot(projection.name()))
                .sorted(Comparator.comparing(PositionSnapshot::topic).thenComparingInt(PositionSnapshot::partition))
                .toList();
    }

    /** Why the projection makes no progress; empty if it does. Causes that end by themselves count only after a time. */
    public List<String> troubles() {
        var now = clock.instant();
        List<String> troubles = new ArrayList<>();
        for (ProjectionConsumer consumer : consumers) {
            String ofConsumer = consumer.trouble();
            if (ofConsumer != null) {
                troubles.add(ofConsumer);
            }
            for (OwnedPartition owned : consumer.owned().all()) {
                var trouble = owned.trouble();
                if (trouble != null && trouble.isRed()) {
                    troubles.add(owned.partition() + ": " + trouble.text());
                } else if (owned.isStuck(now, settings.stuckAfter())) {
                    troubles.add(owned.partition() + " has not moved since " + owned.movedAt() + ": position "
                            + owned.position() + " of " + owned.endOffset());
                }
            }
        }
        return troubles;
    }

    /** The recent dead letters of this process. */
    RecentDeadLetters recentDeadLetters() {
        return deadLetters.recent();
    }

    private KafkaConsumers consumers(KafkaSettings kafka, String name, MeterRegistry meters) {
        return KafkaConsumers.inGroup(kafka, name, "nodecore." + projection.name(), OffsetReset.NONE)
                .maxPollRecords(settings.maxPollRecords())
                .maxFetch((int) settings.maxFetchSize().toBytes())
                .maxPollSize(settings.maxPollSize())
                .sessionTimeout(settings.sessionTimeout())
                .meters(meters);
    }
}
