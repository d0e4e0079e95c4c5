package io.nodecore.projection.loop;

import io.nodecore.journal.EndOffsetsProbe;
import io.nodecore.projection.Projection;
import io.nodecore.projection.loop.OwnedPartition.Trouble;
import io.nodecore.projection.positions.Claim;
import io.nodecore.projection.step.PolledFacts;
import io.nodecore.projection.step.ProjectionStep;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The batch listener of one container: claims the assigned partitions, and turns each poll into one step. Called on the container's thread
 * alone.
 *
 * <p>Every failure is handled in one way: drop the claim, wait, claim again. The claim reads the position from the tables, so a commit
 * whose answer was lost needs no guess. A waiting partition is paused while the container polls, so the consumer keeps its place in the
 * group and the other partitions are read.
 */
public final class ProjectionListener<F>
        implements BatchMessageListener<byte[], byte[]>, ConsumerAwareRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(ProjectionListener.class);
    private static final Duration POSITION_TIMEOUT = Duration.ofMillis(100);

    private final Projection<F> projection;
    private final Map<String, Topic> topics;
    private final ProjectionStep<F> step;
    private final OwnedPartitions owned;
    private final FactCounters counters;
    private final BackOff backOff;
    private final EndOffsetsProbe probe;
    private final InstantSource clock;
    private final Map<TopicPartition, BackOffExecution> waits = new HashMap<>();
    private final Map<TopicPartition, String> unwritten = new HashMap<>();
    private boolean heard;

    public ProjectionListener(
            Projection<F> projection,
            ProjectionStep<F> step,
            OwnedPartitions owned,
            FactCounters counters,
            BackOff backOff,
            Duration stuckAfter,
            InstantSource clock) {
        this.projection = projection;
        this.topics = projection.topics().stream().collect(Collectors.toMap(Topic::name, topic -> topic));
        this.step = step;
        this.owned = owned;
        this.counters = counters;
        this.backOff = backOff;
        this.probe = EndOffsetsProbe.of(topics.keySet(), stuckAfter);
        this.clock = clock;
    }

    /** The offsets behind the polled records are needed too. */
    @Override
    public boolean wantsPollResult() {
        return true;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        throw new UnsupportedOperationException("a poll is taken as a whole");
    }

    @Override
    public void onMessage(
            ConsumerRecords<byte[], byte[]> records,
            @Nullable Acknowledgment acknowledgment,
            Consumer<byte[], byte[]> consumer) {
        round(consumer, PolledFacts.of(records));
    }

    /** A poll that brought no records. */
    void onIdle(Consumer<?, ?> consumer) {
        round(consumer, new PolledFacts(new HashMap<>(), new HashMap<>()));
    }

    /** True if the failure is one of partitions, which now wait for their next claim. */
    boolean isHandled(Exception failure, Consumer<?, ?> consumer) {
        if (failure instanceof OffsetOutOfRangeException outOfRange) {
            // The log was truncated behind the position; the next claim compares both.
            wait(consumer, outOfRange.partitions(), new Trouble.OutOfRange(outOfRange.toString()));
            return true;
        }
        return false;
    }

    /** True once after each answer of Kafka about the ends of the topics. */
    boolean takeHeard() {
        boolean was = heard;
        heard = false;
        return was;
    }

    private void round(Consumer<?, ?> consumer, PolledFacts polled) {
        addPassedOver(consumer, polled);
        apply(consumer, polled);
        owned.claims().keySet().forEach(partition -> seeFetchedEnd(consumer, partition));
        claimDue(consumer);
        if (probe.isDue()) {
            probe.ask(consumer).ifPresent(this::seeEnds);
        }
    }

    /** Offsets without records, such as the markers of transactions, also move the position; the container reports records only. */
    private void addPassedOver(Consumer<?, ?> consumer, PolledFacts polled) {
        Set<TopicPartition> paused = consumer.paused();
        owned.claims().forEach((partition, claim) -> {
            if (!paused.contains(partition) && !polled.partitions().contains(partition)) {
                long position = position(consumer, claim);
                if (position > claim.nextOffset()) {
                    polled.records().put(partition, List.of());
                    polled.nextOffsets().put(partition, position);
                }
            }
        });
    }

    private static long position(Consumer<?, ?> consumer, Claim claim) {
        try {
            return consumer.position(claim.partition(), POSITION_TIMEOUT);
        } catch (TimeoutException | WakeupException e) {
            return claim.nextOffset();
        }
    }

    private void claimDue(Consumer<?, ?> consumer) {
        Set<TopicPartition> due = owned.due(clock.instant());
        if (due.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(due);
            Map<TopicPartition, Long> ends = consumer.endOffsets(due);
            for (Claim claim : step.claim(begins).values()) {
                begin(
                        consumer,
                        claim,
                        Objects.requireNonNull(begins.get(claim.partition())),
                        Objects.requireNonNull(ends.get(claim.partition())));
            }
            writeTroubles();
        } catch (WakeupException e) {
            log.debug("{}: woken before {} were claimed", projection.name(), due);
        } catch (SQLException | RuntimeException e) {
            log.warn("{}: can't claim {}", projection.name(), due, e);
            wait(consumer, due, new Trouble.Unavailable(e.toString()));
        }
    }

    private void begin(Consumer<?, ?> consumer, Claim claim, long logBegin, long logEnd) {
        TopicPartition partition = claim.partition();
        owned.update(partition, it -> it.claimed(claim, logEnd));
        if (claim.nextOffset() > logEnd || (claim.nextOffset() < logBegin && keepsForEver(partition))) {
            String text = "position " + claim.nextOffset() + " of " + partition + " is outside the log, which has "
                    + logBegin + " to " + logEnd + ": facts were lost, or the position belongs to another cluster";
            log.error("{}: {}", projection.name(), text);
            wait(consumer, Set.of(partition), new Trouble.OutOfRange(text));
            return;
        }
        if (claim.nextOffset() < logBegin) {
            log.warn(
                    "{}: retention has removed {} from {} up to {} before it was read",
                    projection.name(),
                    partition,
                    claim.nextOffset(),
                    logBegin);
            apply(consumer, new PolledFacts(Map.of(), Map.of(partition, logBegin)));
        }
        Claim current = owned.claims().get(partition);
        if (current != null) {
            consumer.seek(partition, current.nextOffset());
            consumer.resume(Set.of(partition));
        }
    }

    private void apply(Consumer<?, ?> consumer, PolledFacts polled) {
        if (polled.isEmpty()) {
            return;
        }
        counters.polled(polled);
        try {
            ProjectionStep.Outcome outcome = step.run(owned.claims(), polled);
            Instant now = clock.instant();
            outcome.moved().forEach((partition, claim) -> owned.update(partition, it -> it.moved(claim, now)));
            waits.keySet().removeAll(outcome.moved().keySet());
            counters.count(outcome.counts());
            commitForLagTools(consumer, outcome.moved());
            if (!outcome.fenced().isEmpty()) {
                log.warn("{}: {} claimed by another owner", projection.name(), outcome.fenced());
                wait(consumer, outcome.fenced(), new Trouble.Fenced("claimed by another owner"));
            }
        } catch (SQLException | RuntimeException e) {
            log.warn("{}: facts of {} wait", projection.name(), polled.partitions(), e);
            wait(consumer, polled.partitions(), new Trouble.Unavailable(e.toString()));
            if (!(e instanceof SQLException)) {
                writeTroubles();
            }
        }
    }

    /** Stores the troubles of partitions, as soon as the database answers; nothing depends on it. */
    private void writeTroubles() {
        if (unwritten.isEmpty()) {
            return;
        }
        try {
            step.writeTroubles(unwritten);
            unwritten.clear();
        } catch (SQLException e) {
            log.debug("{}: troubles not written", projection.name(), e);
        }
    }

    /** Drops claims; they are made again after the back-off of each partition. */
    private void wait(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Trouble trouble) {
        Instant now = clock.instant();
        consumer.pause(partitions);
        for (TopicPartition partition : partitions) {
            long millis =
                    waits.computeIfAbsent(partition, first -> backOff.start()).nextBackOff();
            owned.update(partition, it -> it.failed(trouble, now.plusMillis(millis)));
            if (trouble.isRed()) {
                unwritten.put(partition, trouble.text());
            }
        }
    }

    private void seeFetchedEnd(Consumer<?, ?> consumer, TopicPartition partition) {
        consumer.currentLag(partition)
                .ifPresent(lag -> owned.update(partition, it -> it.fetchedUpTo(it.position() + lag)));
    }

    private void seeEnds(Map<TopicPartition, Long> ends) {
        heard = true;
        Instant now = clock.instant();
        owned.claims().keySet().forEach(partition -> {
            Long end = ends.get(partition);
            if (end != null) {
                owned.update(partition, it -> it.seen(end, now));
            }
        });
    }

    /** Nothing here reads these offsets; operators' tools do. */
    private void commitForLagTools(Consumer<?, ?> consumer, Map<TopicPartition, Claim> moved) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        moved.forEach((partition, claim) -> offsets.put(partition, new OffsetAndMetadata(claim.nextOffset())));
        consumer.commitAsync(offsets, (committed, failure) -> {
            if (failure != null) {
                log.debug("{}: group offsets not committed", projection.name(), failure);
            }
        });
    }

    private boolean keepsForEver(TopicPartition partition) {
        return Objects.requireNonNull(topics.get(partition.topic())).keep() instanceof Keep.ForEver;
    }

    /** Runs inside polls, so never in the middle of a step. Claims are made later: a rebalance must not wait for the database. */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        // Any offset serves until the claim: without one, the consumer would ask the group for it, which knows none.
        partitions.forEach(partition -> consumer.seek(partition, 0));
        owned.assigned(partitions, clock.instant());
    }

    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        removed(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        removed(partitions);
    }

    private void removed(Collection<TopicPartition> partitions) {
        owned.removed(partitions);
        waits.keySet().removeAll(partitions);
    }
}
