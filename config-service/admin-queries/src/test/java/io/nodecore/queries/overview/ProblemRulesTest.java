package io.nodecore.queries.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.operations.progress.ProjectionResource;
import io.nodecore.queries.fleet.FleetRow;
import io.nodecore.queries.fleet.WholeFleet;
import io.nodecore.queries.overview.Overview.Lag;
import io.nodecore.queries.overview.Overview.OverviewProblem;
import io.nodecore.queries.overview.Overview.Pipeline;
import io.nodecore.queries.overview.Overview.SubscriptionCounts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProblemRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Pipeline FINE = new Pipeline(new Lag("usage", "node.usage", 0, 5, 1), 0, 3, 1);
    private static final SubscriptionCounts NONE = new SubscriptionCounts(5, 1, 1, 1, 0);

    @Test
    void a_healthy_core_has_no_problems() {
        assertThat(problems(
                        List.of(node(1, "online", null), node(2, "online", NOW.minusSeconds(59))), true, FINE, NONE))
                .isEmpty();
    }

    @Test
    void the_worst_come_first_and_each_has_a_next_step() {
        List<OverviewProblem> found = problems(
                List.of(
                        node(1, "pending", NOW.minusSeconds(500)),
                        node(2, "offline", null),
                        node(3, "offline", null),
                        node(4, "error", NOW.minusSeconds(61))),
                false,
                new Pipeline(new Lag("usage", "node.usage", 2, 700, 30), 10_001, 1, 45),
                new SubscriptionCounts(5, 0, 0, 0, 2));

        assertThat(found)
                .extracting(OverviewProblem::kind)
                .containsExactly(
                        "nodes-error",
                        "nodes-offline",
                        "outbox-waiting",
                        "presence-unavailable",
                        "configs-behind",
                        "projection-lag",
                        "dead-letters-waiting",
                        "nodes-pending",
                        "subscriptions-near-limit");
        assertThat(found)
                .extracting(OverviewProblem::severity)
                .isSortedAccordingTo(java.util.Comparator.comparing(List.of("critical", "warning", "info")::indexOf));
        assertThat(found).allSatisfy(problem -> {
            assertThat(problem.next().method()).isEqualTo("GET");
            assertThat(problem.next().path()).startsWith("/admin/");
            assertThat(problem.next().page()).startsWith("#/");
        });
        OverviewProblem error = found.getFirst();
        assertThat(error.nodeId()).isEqualTo(4);
        assertThat(error.text()).isEqualTo("node n4 reports an error");
        assertThat(error.next().path()).isEqualTo("/admin/nodes/4/errors");
        OverviewProblem offline = found.get(1);
        assertThat(offline.nodeId()).isNull();
        assertThat(offline.count()).isEqualTo(2);
        assertThat(offline.next().path()).isEqualTo("/admin/nodes?status=offline");
        assertThat(found.get(5).projection()).isEqualTo("usage");
        assertThat(found.get(6).text()).isEqualTo("more than 10000 dead letters wait");
    }

    @Test
    void a_long_lag_and_unknown_ends_are_critical() {
        var partition = new ProjectionResource(
                "usage", "node.usage", 0, 5, null, null, null, null, null, null, null, null, null, null, null);
        List<OverviewProblem> found = ProblemRules.problems(
                new WholeFleet(NOW, List.of(), true),
                new Pipeline(new Lag("usage", "node.usage", 0, 1, 300), 0, 0, 0),
                List.of(partition),
                NONE);

        assertThat(found).extracting(OverviewProblem::kind).containsExactly("projection-unreadable", "projection-lag");
        assertThat(found).extracting(OverviewProblem::severity).containsOnly("critical");
    }

    private static List<OverviewProblem> problems(
            List<FleetRow> nodes, boolean hasPresence, Pipeline pipeline, SubscriptionCounts subscriptions) {
        return ProblemRules.problems(new WholeFleet(NOW, nodes, hasPresence), pipeline, List.of(), subscriptions);
    }

    private static FleetRow node(long id, String status, @Nullable Instant behindSince) {
        return new FleetRow(
                id,
                "n" + id,
                "eu",
                status,
                "pending",
                1,
                2,
                behindSince,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                NOW,
                null);
    }
}
