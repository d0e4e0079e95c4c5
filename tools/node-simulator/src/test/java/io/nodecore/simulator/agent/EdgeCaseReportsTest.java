package io.nodecore.simulator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.proto.UsageEntry;
import io.nodecore.simulator.core.Report;
import io.nodecore.simulator.ledger.FaultKind;
import io.nodecore.simulator.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EdgeCaseReportsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final int REPORTS = 5_000;

    private final Ledger ledger = new Ledger();
    private final List<Report> reports = new ArrayList<>();

    EdgeCaseReportsTest() {
        EdgeCaseReports odd = new EdgeCaseReports(new SplittableRandom(1), ledger, List.of(3L, 4L));
        for (int i = 0; i < REPORTS; i++) {
            reports.add(odd.next(NOW));
        }
    }

    @Test
    void every_edge_case_occurs_and_is_counted() {
        assertThat(ledger.totals().faults())
                .containsOnlyKeys(FaultKind.LATE_MINUTES, FaultKind.HUGE_MINUTE, FaultKind.WITHOUT_ID);
        assertThat(reports).hasAtLeastOneElementOfType(Report.OutboundUsage.class);
        assertThat(reports).hasAtLeastOneElementOfType(Report.SessionEvents.class);
        assertThat(entries()).anyMatch(entry -> !entry.hasSubscriptionId());
        assertThat(entries()).anyMatch(entry -> time(entry).isBefore(NOW.minus(Duration.ofDays(399))));
        assertThat(entries()).anyMatch(entry -> entry.getBytesDown() >= 1_000_000_000_000_000L);
    }

    @Test
    void two_reports_without_an_id_never_have_the_same_content() {
        Set<Object> contents = new HashSet<>();
        for (Report report : reports) {
            if (report instanceof Report.Usage(var id, var request) && id.equals(Report.WITHOUT_ID)) {
                assertThat(contents.add(request)).isTrue();
            }
        }
        assertThat(contents).hasSizeGreaterThan(REPORTS / 10);
    }

    @Test
    void sums_stay_far_below_the_limits_of_the_tables() {
        assertThat(entries().stream().mapToLong(UsageEntry::getBytesDown).reduce(0, Math::addExact))
                .isLessThan(Long.MAX_VALUE / 20);
    }

    private List<UsageEntry> entries() {
        return reports.stream()
                .filter(Report.Usage.class::isInstance)
                .flatMap(report -> ((Report.Usage) report).request().getEntriesList().stream())
                .toList();
    }

    private static Instant time(UsageEntry entry) {
        return OffsetDateTime.parse(entry.getRecordedAt()).toInstant();
    }
}
