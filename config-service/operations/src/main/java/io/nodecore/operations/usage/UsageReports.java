package io.nodecore.operations.usage;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.operations.usage.UsageReport.Place;
import io.nodecore.schemas.ReportRepeats;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The reports of node.usage as usage-aggregator counts them: without its dead letters, with the time of the broker if the clock
 * of the gateway was wrong, and with each repeat recognised by the same rule.
 */
public final class UsageReports {

    /**
     * How long before a usage minute its report may have been appended, including the report that it repeats: a day for clocks that are
     * ahead, twice the window of repeats, and the tolerance for the clocks of gateways.
     */
    public static final Duration MARGIN =
            Duration.ofDays(1).plus(ReportRepeats.WINDOW.multipliedBy(2)).plus(ReportRepeats.GRACE);

    private static final String PROJECTION = "usage";
    private static final Topic<?> DEAD_LETTERS = Topics.USAGE.deadLetters().orElseThrow();

    /** Receives reports in the order of their partition. */
    @FunctionalInterface
    public interface Taker {

        /** @param repeatOf the position of the report that counted; null for one that counts itself */
        void take(UsageReport report, @Nullable Place repeatOf);
    }

    private record Name(long nodeId, String reportId) {}

    private record Counted(long receivedAtMs, Place place) {}

    private final TopicPass topics;
    private final ReceivedAtBound receivedAt;
    private final Set<Place> deadLetters;

    /** @param receivedAt as usage-aggregator has it */
    public UsageReports(TopicPass topics, ReceivedAtBound receivedAt) {
        this.topics = topics;
        this.receivedAt = receivedAt;
        this.deadLetters = deadLetters(topics);
    }

    /**
     * @param since as in {@link TopicPass#read}
     * @param nodes whose reports to take
     */
    public void read(@Nullable Instant since, SortedMap<Integer, Long> ends, LongPredicate nodes, Taker taker) {
        Map<Name, Counted> counted = new HashMap<>();
        readAlike(since, ends, nodes, report -> {
            FactHeaders headers = report.headers();
            var name = new Name(headers.nodeId(), headers.reportId());
            Counted before = counted.get(name);
            if (before != null && ReportRepeats.isRepeat(before.receivedAtMs(), headers.receivedAtMs())) {
                taker.take(report, before.place());
            } else {
                counted.put(name, new Counted(headers.receivedAtMs(), report.place()));
                taker.take(report, null);
            }
        });
    }

    /** The same without the detection of repeats: no report id is held in memory, however many nodes are selected. */
    public void readAlike(
            @Nullable Instant since, SortedMap<Integer, Long> ends, LongPredicate nodes, Consumer<UsageReport> taker) {
        topics.read(Topics.USAGE, since, ends, record -> {
            UsageReport report = report(record, nodes);
            if (report != null) {
                taker.accept(report);
            }
        });
    }

    /**
     * Null for reports that are not selected, and for those that could not be applied: they did not count, and their report ids are free.
     */
    private @Nullable UsageReport report(ConsumerRecord<byte[], byte[]> record, LongPredicate nodes) {
        if (deadLetters.contains(Place.of(record))) {
            return null;
        }
        try {
            FactHeaders headers = receivedAt.bound(record, FactHeaders.readFrom(record.headers()));
            return nodes.test(headers.nodeId()) ? UsageReport.read(record, headers) : null;
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            return null;
        }
    }

    private static Set<Place> deadLetters(TopicPass topics) {
        Set<Place> places = new HashSet<>();
        topics.read(DEAD_LETTERS, null, topics.ends(DEAD_LETTERS), deadLetter -> {
            try {
                DeadLetterHeaders origin = DeadLetterHeaders.readFrom(deadLetter.headers());
                if (origin.projection().equals(PROJECTION) && origin.topic().equals(Topics.USAGE.name())) {
                    places.add(new Place(origin.partition(), origin.offset()));
                }
            } catch (IllegalArgumentException | ArithmeticException e) {
                // No projection wrote it: it belongs to no report.
            }
        });
        return places;
    }
}
