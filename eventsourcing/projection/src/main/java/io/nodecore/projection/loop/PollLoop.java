package io.nodecore.projection.loop;

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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the thread of one consumer does: claims the partitions that the group gave it, and turns each poll into one step.
 *
 * <p>There is one way back from every failure: forget the claim, wait, claim again. The claim tells where the tables really stand, so
 * a commit whose answer was lost needs no guess. A waiting partition is paused while the polls go on, so that the group keeps its
 * member and the other partitions go on.
 */
public final class PollLoop<F> {

    private static final Logger log = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Projection<F> projection;
    private final Map<String, Topic> topics;
    private final Consumer<byte[], byte[]> consumer;
    private final ProjectionStep<F> step;
    private final OwnedPartitions owned;
    private final FactCounters counters;
    private final BackOff backOff;
    private final InstantSource clock;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Map<TopicPartition, String> untold = new HashMap<>();

    public PollLoop(
            Projection<F> projection,
            Consumer<byte[], byte[]> consumer,
            ProjectionStep<F> step,
            OwnedPartitions owned,
            FactCounters counters,
            BackOff backOff,
            InstantSource clock) {
        this.projection = projection;
        this.topics = projection.topics().stream().collect(Collectors.toMap(Topic::name, topic -> topic));
        this.consumer = consumer;
        this.step = step;
        this.owned = owned;
        this.counters = counters;
        this.backOff = backOff;
        this.clock = clock;
    }

    void subscribe() {
        consumer.subscribe(topics.keySet(), new Assignment());
    }

    /** One poll and its step. Failures of the database end in a wait; those of the consumer itself are thrown. */
    void round() {
        claimDue();
        try {
            apply(PolledFacts.of(consumer.poll(POLL)));
        } catch (OffsetOutOfRangeException e) {
            // The log was cut under the consumer; the next claim finds out what that means.
            wait(e.partitions(), new Trouble.OutOfRange(e.toString()));
        }
        owned.claims().keySet().forEach(this::seeEnd);
    }

    private void claimDue() {
        Set<TopicPartition> due = owned.due(clock.instant());
        if (due.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(due);
            Map<TopicPartition, Long> ends = consumer.endOffsets(due);
            for (Claim claim : step.claim(begins).values()) {
                begin(
                        claim,
                        Objects.requireNonNull(begins.get(claim.partition())),
                        Objects.requireNonNull(ends.get(claim.partition())));
            }
            tellTroubles();
        } catch (WakeupException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            log.warn("{}: can't claim {}", projection.name(), due, e);
            wait(due, new Trouble.Unavailable(e.toString()));
        }
    }

    private void begin(Claim claim, long logBegin, long logEnd) {
        TopicPartition partition = claim.partition();
        owned.update(partition, it -> it.claimed(claim, logEnd));
        if (claim.nextOffset() > logEnd || (claim.nextOffset() < logBegin && keepsForEver(partition))) {
            String text = "position " + claim.nextOffset() + " of " + partition + " is outside the log, which has "
                    + logBegin + " to " + logEnd + ": facts were lost, or the position belongs to another cluster";
            log.error("{}: {}", projection.name(), text);
            wait(Set.of(partition), new Trouble.OutOfRange(text));
            return;
        }
        if (claim.nextOffset() < logBegin) {
            log.warn(
                    "{}: retention has removed {} from {} up to {} before it was read",
                    projection.name(),
                    partition,
                    claim.nextOffset(),
                    logBegin);
            apply(new PolledFacts(Map.of(), Map.of(partition, logBegin)));
        }
        Claim current = owned.claims().get(partition);
        if (current != null) {
            consumer.seek(partition, current.nextOffset());
            consumer.resume(Set.of(partition));
        }
    }

    private void apply(PolledFacts polled) {
        if (polled.isEmpty()) {
            return;
        }
        try {
            ProjectionStep.Outcome outcome = step.run(owned.claims(), polled);
            Instant now = clock.instant();
            outcome.moved().forEach((partition, claim) -> owned.update(partition, it -> it.moved(claim, now)));
            counters.count(outcome.counts());
            tellLagTools(outcome.moved());
            if (!outcome.fenced().isEmpty()) {
                log.warn("{}: {} claimed by another owner", projection.name(), outcome.fenced());
                wait(outcome.fenced(), new Trouble.Fenced("claimed by another owner"));
            }
        } catch (SQLException | RuntimeException e) {
            log.warn("{}: facts of {} wait", projection.name(), polled.partitions(), e);
            wait(polled.partitions(), new Trouble.Unavailable(e.toString()));
            if (!(e instanceof SQLException)) {
                tellTroubles();
            }
        }
    }

    /** Writes down what went wrong, as soon as the database is there; how it goes on does not hang on that. */
    private void tellTroubles() {
        if (untold.isEmpty()) {
            return;
        }
        try {
            step.tell(untold);
            untold.clear();
        } catch (SQLException e) {
            log.debug("{}: troubles not written down", projection.name(), e);
        }
    }

    /** Forgets claims until a later time. */
    private void wait(Collection<TopicPartition> partitions, Trouble trouble) {
        Instant now = clock.instant();
        consumer.pause(partitions);
        for (TopicPartition partition : partitions) {
            owned.update(partition, it -> it.failed(trouble, now.plus(backOff.after(it.failures() + 1, random))));
            if (trouble.isRed()) {
                untold.put(partition, trouble.text());
            }
        }
    }

    private void seeEnd(TopicPartition partition) {
        consumer.currentLag(partition).ifPresent(lag -> {
            long end = consumer.position(partition) + lag;
            owned.update(partition, it -> it.seen(end, clock.instant()));
        });
    }

    /** Nothing here reads these offsets; an operator's tools do. */
    private void tellLagTools(Map<TopicPartition, Claim> moved) {
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

    /** Runs inside polls, so never in the middle of a step. Claims are made later: here nothing may wait for the database. */
    private final class Assignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            // Any offset will do until the claim: without one, the consumer would ask the group for it, which knows
            // nothing.
            partitions.forEach(partition -> consumer.seek(partition, 0));
            owned.assigned(partitions, clock.instant());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            owned.removed(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            owned.removed(partitions);
        }
    }
}
