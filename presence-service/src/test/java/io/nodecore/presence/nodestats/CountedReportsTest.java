package io.nodecore.presence.nodestats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.FactHeaders;
import io.nodecore.presence.projection.ReceivedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CountedReportsTest {

    private static final long T0 = 1_795_530_000_000L;
    private static final long KEPT = CountedReports.KEPT.toMillis();

    private final CountedReports counted = new CountedReports();

    @Test
    void a_name_is_of_its_node_and_the_first_report_of_it_counts() {
        assertThat(counts(named(1, 0, "a"), named(1, 1, "a"), named(2, 2, "a"), named(1, 3, "b")))
                .containsExactly(0L, 2L, 3L);
        assertThat(counts(named(1, 4, "b"))).isEmpty();
    }

    @Test
    void what_its_node_did_not_name_counts() {
        String eventId = UUID.randomUUID().toString();
        var unnamed = new ReceivedFact<>(new FactHeaders(eventId, 1, T0, eventId), "");

        assertThat(counted.withoutRepeats(List.of(unnamed, unnamed))).hasSize(2);
    }

    @Test
    void a_name_is_kept_as_long_as_reading_goes_back() {
        counts(named(1, 0, "a"));
        counted.dropExpired(T0 + KEPT);
        assertThat(counts(named(1, KEPT, "a"))).isEmpty();
        assertThat(counts(named(1, KEPT + 1, "a"))).hasSize(1);
        counted.dropExpired(T0 + 3 * KEPT);
        assertThat(counts(named(1, KEPT + 2, "a"))).hasSize(1);
    }

    @Test
    void of_a_node_that_reports_without_end_the_newest_names_are_kept() {
        for (int i = 0; i <= CountedReports.MOST_NAMES; i++) {
            counts(named(1, i, "name-" + i));
        }
        assertThat(counts(named(1, 2_000, "name-1"), named(1, 2_001, "name-0"))).containsExactly(2_001L);
    }

    @SafeVarargs
    private List<Long> counts(ReceivedFact<String>... facts) {
        List<Long> times = new ArrayList<>();
        counted.withoutRepeats(List.of(facts)).forEach(fact -> times.add(fact.receivedAtMs() - T0));
        return times;
    }

    private static ReceivedFact<String> named(long nodeId, long afterMs, String reportId) {
        return new ReceivedFact<>(new FactHeaders(UUID.randomUUID().toString(), nodeId, T0 + afterMs, reportId), "");
    }
}
