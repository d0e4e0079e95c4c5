package io.nodecore.operations.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.operations.audit.CounterView.Counted;
import io.nodecore.operations.audit.CounterView.Counter;
import io.nodecore.operations.audit.CounterView.Span;
import io.nodecore.operations.correction.CorrectionFact;
import io.nodecore.operations.correction.CorrectionFact.Change;
import io.nodecore.operations.correction.CorrectionWire;
import io.nodecore.operations.correction.UsageCorrection;
import io.nodecore.operations.usage.TopicPass;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageReport;
import io.nodecore.operations.usage.UsageReport.Entry;
import io.nodecore.operations.usage.UsageReport.Place;
import io.nodecore.operations.usage.UsageReports;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Explains a counter by the reports and corrections from which it results. It reads exactly the facts that the counter includes, by the
 * positions of one snapshot, so that both agree also while usage is being counted. A difference is a defect, or usage that was reported
 * earlier before its minute than {@link UsageReports#MARGIN}.
 *
 * <p>Two passes: the first finds the nodes with such usage, the second reads their reports. So only the report ids of these nodes are held
 * in memory.
 */
final class UsageAudit {

    /**
     * A report with usage of the subscription.
     *
     * @param repeatOf the position of the report that counted, null for one that counts itself
     * @param entries its entries of the subscription and the range
     */
    record Explained(UsageReport report, @Nullable Place repeatOf, List<Entry> entries) {}

    /** @param change the change of the counter */
    record Corrected(UsageCorrection correction, UsageAmount change) {}

    /**
     * @param counter null on later pages
     * @param explained by all reports and corrections, not only those of this page
     * @param next null on the last page
     */
    record Audit(
            @Nullable Counter counter,
            UsageAmount explained,
            List<Explained> reports,
            List<Corrected> corrections,
            @Nullable String next) {}

    private final CounterView counters;
    private final KafkaSettings kafka;
    private final ReceivedAtBound receivedAt;

    UsageAudit(CounterView counters, KafkaSettings kafka, ReceivedAtBound receivedAt) {
        this.counters = counters;
        this.kafka = kafka;
        this.receivedAt = receivedAt;
    }

    Audit explain(AuditQuery query) {
        AuditCursor cursor = query.cursor();
        Counted counted = cursor == null ? counters.read(query) : null;
        Map<Topic<?>, SortedMap<Integer, Span>> facts =
                cursor != null ? cursor.counted() : counted != null ? counted.facts() : Map.of();
        try (TopicPass topics = new TopicPass(kafka)) {
            List<Corrected> corrections = corrections(topics, query, spans(facts, Topics.USAGE_CORRECTED));
            UsageAmount explained =
                    UsageAmount.sum(corrections.stream().map(Corrected::change).toList());
            var page = new Pages(query);
            reports(topics, query, spans(facts, Topics.USAGE), page);
            return new Audit(
                    counted == null ? null : counted.counter(),
                    explained.plus(page.sum),
                    page.reports,
                    corrections,
                    page.seen > query.skipped() + query.limit()
                            ? new AuditCursor(query.skipped() + query.limit(), facts).text()
                            : null);
        }
    }

    /** Sums all reports, and keeps those of one page. */
    private static final class Pages {
        private final AuditQuery query;
        private final List<Explained> reports = new ArrayList<>();
        private UsageAmount sum = UsageAmount.ZERO;
        private int seen;

        Pages(AuditQuery query) {
            this.query = query;
        }

        void add(Explained one) {
            if (one.repeatOf() == null) {
                sum = sum.plus(UsageAmount.sum(
                        one.entries().stream().map(Entry::amount).toList()));
            }
            if (seen >= query.skipped() && reports.size() < query.limit()) {
                reports.add(one);
            }
            seen++;
        }
    }

    private void reports(TopicPass topics, AuditQuery query, SortedMap<Integer, Span> spans, Pages pages) {
        @Nullable Instant since = query.deep() ? null : query.from().minus(UsageReports.MARGIN);
        var reports = new UsageReports(topics, receivedAt);
        SortedMap<Integer, Long> ends = ends(spans);
        Long asked = query.nodeId();
        Set<Long> nodes = new HashSet<>();
        LongPredicate ofAudit = asked == null ? nodes::contains : node -> node == asked;
        if (asked == null) {
            reports.readAlike(since, ends, node -> true, report -> {
                if (!matching(query, report).isEmpty()) {
                    nodes.add(report.headers().nodeId());
                }
            });
        }
        reports.read(since, ends, ofAudit, (report, repeatOf) -> {
            List<Entry> entries = matching(query, report);
            Span span = spans.get(report.place().partition());
            if (!entries.isEmpty() && span != null && report.place().offset() >= span.first()) {
                pages.add(new Explained(report, repeatOf, entries));
            }
        });
    }

    private static List<Entry> matching(AuditQuery query, UsageReport report) {
        return report.entries().stream()
                .filter(entry -> query.holds(
                        entry.cell().minute(),
                        entry.cell().arrivedMinute(),
                        entry.cell().subscriptionId()))
                .toList();
    }

    private static List<Corrected> corrections(TopicPass topics, AuditQuery query, SortedMap<Integer, Span> spans) {
        Map<Long, Corrected> found = new TreeMap<>();
        Set<String> names = new HashSet<>();
        topics.read(Topics.USAGE_CORRECTED, null, ends(spans), record -> {
            CorrectionFact part = part(record);
            boolean isNew = names.add(part.correction().id() + "-" + part.part());
            boolean ofNode = query.nodeId() == null
                    || query.nodeId() == part.correction().nodeId();
            if (isNew && ofNode) {
                UsageAmount change = UsageAmount.sum(part.changes().stream()
                        .filter(one -> query.holds(
                                one.cell().minute(),
                                one.cell().arrivedMinute(),
                                one.cell().subscriptionId()))
                        .map(Change::by)
                        .toList());
                if (!change.isZero()) {
                    found.merge(
                            part.correction().id(),
                            new Corrected(part.correction(), change),
                            (one, other) ->
                                    new Corrected(one.correction(), one.change().plus(other.change())));
                }
            }
        });
        return List.copyOf(found.values());
    }

    private static CorrectionFact part(ConsumerRecord<byte[], byte[]> record) {
        try {
            return CorrectionWire.read(FactHeaders.readFrom(record.headers()).nodeId(), record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "%s-%d@%d can't be read".formatted(record.topic(), record.partition(), record.offset()), e);
        }
    }

    private static SortedMap<Integer, Span> spans(Map<Topic<?>, SortedMap<Integer, Span>> facts, Topic<?> topic) {
        return facts.getOrDefault(topic, new TreeMap<>());
    }

    private static SortedMap<Integer, Long> ends(SortedMap<Integer, Span> spans) {
        SortedMap<Integer, Long> ends = new TreeMap<>();
        spans.forEach((partition, span) -> ends.put(partition, span.next()));
        return ends;
    }
}
