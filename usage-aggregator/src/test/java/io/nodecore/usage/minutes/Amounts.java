package io.nodecore.usage.minutes;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import java.time.Instant;
import java.util.List;

/** Usage facts for tests of other features. */
public final class Amounts {

    /** Facts whose type stays this package's own. */
    public record Reports(List<JournaledFact<List<UsageEntry>>> facts) {}

    private Amounts() {}

    /** A report of node 1 with one entry, all bytes down. */
    public static JournaledFact<List<UsageEntry>> report(
            String reportId, Instant receivedAt, long subscriptionId, long bytesDown) {
        return new JournaledFact<>(
                "node.usage",
                0,
                0,
                new FactHeaders("e", 1, receivedAt.toEpochMilli(), reportId),
                List.of(new UsageEntry(
                        receivedAt.getEpochSecond() / 60, 42, subscriptionId, 3, new Traffic(0, bytesDown))));
    }

    public static Reports together(List<Reports> reports) {
        return new Reports(
                reports.stream().flatMap(report -> report.facts().stream()).toList());
    }

    public static Reports of(JournaledFact<List<UsageEntry>> report) {
        return new Reports(List.of(report));
    }
}
