package io.nodecore.usage.minutes;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.usage.minutes.UsageEntry.CorrectedBilling;
import io.nodecore.usage.quotas.BilledDay;
import io.nodecore.usage.traffic.Traffic;
import java.math.BigDecimal;
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

    /** A correction of node 1's bytes down that arrived at a time; each is billed once. */
    public static JournaledFact<List<UsageEntry>> correction(
            String name, Instant decidedAt, Instant arrivedAt, long subscriptionId, long bytesDown) {
        return new JournaledFact<>(
                "usage.corrected",
                0,
                0,
                new FactHeaders("e", 1, decidedAt.toEpochMilli(), name),
                List.of(new UsageEntry(
                        arrivedAt.getEpochSecond() / 60,
                        42,
                        subscriptionId,
                        3,
                        new Traffic(0, bytesDown),
                        new CorrectedBilling(
                                BilledDay.dayOf(arrivedAt.toEpochMilli()), BigDecimal.valueOf(bytesDown)))));
    }

    public static Reports together(List<Reports> reports) {
        return new Reports(
                reports.stream().flatMap(report -> report.facts().stream()).toList());
    }

    public static Reports of(JournaledFact<List<UsageEntry>> report) {
        return new Reports(List.of(report));
    }
}
