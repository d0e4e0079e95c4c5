package io.nodecore.usage.repeats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.usage.UsageDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportIdsTableIT {

    private static final long WINDOW = Duration.ofDays(7).toMillis();
    private static final long T0 = 1_800_000_000_000L;

    private final UsageDatabase database = new UsageDatabase();
    private final ReportIdsTable table = new ReportIdsTable("node.usage");

    @Test
    void a_report_counts_once_in_a_batch_and_in_a_later_one() {
        assertThat(claim(fact(1, "a", T0), fact(1, "a", T0 + 5), fact(1, "b", T0)))
                .containsExactly("a@0", "b@0");
        assertThat(claim(fact(1, "a", T0 + 9), fact(1, "c", T0))).containsExactly("c@0");
    }

    @Test
    void report_ids_of_other_nodes_and_topics_are_separate() {
        claim(fact(1, "a", T0));

        assertThat(claim(fact(2, "a", T0))).containsExactly("a@0");
        var outbound = new ReportIdsTable("node.outbound-usage");
        List<String> counting =
                database.commit(connection -> named(outbound.claim(connection, List.of(fact(1, "a", T0)))));
        assertThat(counting).containsExactly("a@0");
    }

    @Test
    void the_window_is_seven_days_to_the_millisecond() {
        claim(fact(1, "a", T0), fact(1, "b", T0));

        assertThat(claim(fact(1, "a", T0 + WINDOW))).isEmpty();
        assertThat(claim(fact(1, "b", T0 + WINDOW + 1))).containsExactly("b@" + (WINDOW + 1));
        // What was a repeat did not lengthen the window, what counted began a new one.
        assertThat(claim(fact(1, "a", T0 + WINDOW + 1))).containsExactly("a@" + (WINDOW + 1));
        assertThat(claim(fact(1, "b", T0 + 2 * WINDOW + 1))).isEmpty();
    }

    @Test
    void the_window_applies_within_a_batch() {
        assertThat(claim(
                        fact(1, "a", T0),
                        fact(1, "a", T0 + WINDOW),
                        fact(1, "a", T0 + WINDOW + 1),
                        fact(1, "a", T0 + WINDOW + 2)))
                .containsExactly("a@0", "a@" + (WINDOW + 1));
    }

    @Test
    void a_fact_from_a_gateway_whose_clock_is_behind_is_a_repeat_all_the_same() {
        claim(fact(1, "a", T0));

        assertThat(claim(fact(1, "a", T0 - 60_000))).isEmpty();
    }

    @Test
    void a_claim_that_is_rolled_back_has_no_effect() {
        database.crash(connection -> table.claim(connection, List.of(fact(1, "a", T0))));

        assertThat(claim(fact(1, "a", T0))).containsExactly("a@0");
    }

    @Test
    void names_are_forgotten_after_the_window_and_a_day_of_grace() {
        claim(fact(1, "old", T0), fact(2, "of-a-silent-node", T0));
        claim(fact(1, "edge", T0 + WINDOW));
        long now = T0 + Duration.ofDays(8).toMillis();
        claim(fact(1, "at-the-edge", now));
        assertThat(database.query("select count(*) from report_ids")).containsExactly("4");

        claim(fact(1, "beyond", now + 1));
        assertThat(database.query("select report_id from report_ids order by 1"))
                .containsExactly("at-the-edge", "beyond", "edge", "of-a-silent-node");
    }

    @Test
    void batch_boundaries_do_not_change_which_reports_count() {
        for (long seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            List<JournaledFact<String>> facts = new ArrayList<>();
            long time = T0 + seed * 100 * WINDOW;
            for (int i = 0; i < 80; i++) {
                time += random.nextLong(WINDOW / 8);
                // Gateways' clocks differ by up to an hour.
                facts.add(fact(1 + random.nextInt(2), "r" + random.nextInt(6), time - random.nextLong(3_600_000)));
            }
            List<String> expected = reference(facts);
            List<String> found = new ArrayList<>();
            for (int from = 0; from < facts.size(); ) {
                int to = Math.min(facts.size(), from + 1 + random.nextInt(20));
                List<JournaledFact<String>> batch = facts.subList(from, to);
                found.addAll(database.commit(connection -> named(table.claim(connection, batch))));
                from = to;
            }
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
            database.query("with gone as (delete from report_ids returning 1) select count(*) from gone");
        }
    }

    /** The rule, fact by fact. */
    private static List<String> reference(List<JournaledFact<String>> facts) {
        Map<String, Long> counted = new HashMap<>();
        List<JournaledFact<String>> counting = new ArrayList<>();
        for (JournaledFact<String> fact : facts) {
            String name = fact.headers().nodeId() + "/" + fact.headers().reportId();
            Long before = counted.get(name);
            long receivedAt = fact.headers().receivedAtMs();
            if (before == null || before < receivedAt - WINDOW) {
                counted.put(name, receivedAt);
                counting.add(fact);
            }
        }
        return named(counting);
    }

    @SafeVarargs
    private List<String> claim(JournaledFact<String>... facts) {
        return database.commit(connection -> named(table.claim(connection, List.of(facts))));
    }

    private static List<String> named(List<JournaledFact<String>> facts) {
        return facts.stream()
                .map(fact -> fact.headers().reportId() + "@" + (fact.headers().receivedAtMs() - T0))
                .toList();
    }

    private static JournaledFact<String> fact(long node, String reportId, long receivedAtMs) {
        return new JournaledFact<>("node.usage", 0, 0, new FactHeaders("e", node, receivedAtMs, reportId), "");
    }
}
