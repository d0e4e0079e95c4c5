package io.nodecore.queries.overview;

import io.nodecore.operations.progress.ProjectionResource;
import io.nodecore.queries.fleet.FleetRow;
import io.nodecore.queries.fleet.WholeFleet;
import io.nodecore.queries.overview.Overview.Lag;
import io.nodecore.queries.overview.Overview.NextStep;
import io.nodecore.queries.overview.Overview.OverviewProblem;
import io.nodecore.queries.overview.Overview.Pipeline;
import io.nodecore.queries.overview.Overview.SubscriptionCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What needs attention, the worst first. Pure. */
final class ProblemRules {

    static final Duration BEHIND = Duration.ofSeconds(60);
    static final Duration LAG = Duration.ofSeconds(30);
    static final Duration LONG_LAG = Duration.ofMinutes(5);
    static final Duration OUTBOX_WAITS = Duration.ofSeconds(10);
    static final Duration OUTBOX_STUCK = Duration.ofSeconds(45);

    /** The worst first. */
    private enum Severity {
        CRITICAL,
        WARNING,
        INFO;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Ranked(Severity severity, OverviewProblem problem) {}

    private final List<Ranked> found = new ArrayList<>();

    private ProblemRules() {}

    /** @param partitions the sample of the pipeline; empty before the first one */
    static List<OverviewProblem> problems(
            WholeFleet fleet,
            Pipeline pipeline,
            List<ProjectionResource> partitions,
            SubscriptionCounts subscriptions) {
        var rules = new ProblemRules();
        rules.nodes(fleet.nodes(), fleet.computedAt());
        rules.pipeline(pipeline, partitions);
        if (!fleet.hasPresence()) {
            rules.add(
                    Severity.CRITICAL,
                    "presence-unavailable",
                    "Redis does not answer: live figures and users online are unknown",
                    null,
                    NextStep.get("/admin/online", "#/online"));
        }
        if (subscriptions.nearLimit() > 0) {
            rules.add(
                    Severity.INFO,
                    "subscriptions-near-limit",
                    number(subscriptions.nearLimit(), "subscription is", "subscriptions are") + " near the limit",
                    subscriptions.nearLimit(),
                    NextStep.get("/admin/subscriptions?nearLimit=true", "#/subscriptions?nearLimit=true"));
        }
        return rules.found.stream()
                .sorted(Comparator.comparing(Ranked::severity))
                .map(Ranked::problem)
                .toList();
    }

    private void nodes(List<FleetRow> nodes, Instant now) {
        ofNodes(
                Severity.CRITICAL,
                "nodes-error",
                nodes,
                node -> node.status().equals("error"),
                "reports an error",
                "report an error",
                "status=error",
                "/errors");
        ofNodes(
                Severity.CRITICAL,
                "nodes-offline",
                nodes,
                node -> node.status().equals("offline"),
                "is offline",
                "are offline",
                "status=offline",
                "");
        ofNodes(
                Severity.WARNING,
                "configs-behind",
                nodes,
                node -> !node.status().equals("pending")
                        && node.behindSince() instanceof Instant since
                        && since.isBefore(now.minus(BEHIND)),
                "has not confirmed its latest revision for " + BEHIND.toSeconds() + " s",
                "have not confirmed their latest revision for " + BEHIND.toSeconds() + " s",
                "syncStatus=pending,failed",
                "");
        ofNodes(
                Severity.INFO,
                "nodes-pending",
                nodes,
                node -> node.status().equals("pending"),
                "has registered and has not connected yet",
                "have registered and have not connected yet",
                "status=pending",
                "");
    }

    private void ofNodes(
            Severity severity,
            String kind,
            List<FleetRow> nodes,
            Predicate<FleetRow> concerned,
            String is,
            String are,
            String filter,
            String detail) {
        List<FleetRow> some = nodes.stream().filter(concerned).toList();
        if (some.isEmpty()) {
            return;
        }
        FleetRow first = some.getFirst();
        boolean one = some.size() == 1;
        String path = one ? "/nodes/" + first.id() + detail : "/nodes?" + filter;
        found.add(new Ranked(
                severity,
                new OverviewProblem(
                        kind,
                        severity.word(),
                        (one ? "node " + first.name() + " " + is : some.size() + " nodes " + are),
                        (long) some.size(),
                        one ? first.id() : null,
                        null,
                        NextStep.get("/admin" + path, "#" + path))));
    }

    private void pipeline(Pipeline pipeline, List<ProjectionResource> partitions) {
        NextStep projections = NextStep.get("/admin/projections", "#/pipeline");
        if (partitions.stream().anyMatch(partition -> partition.endOffset() == null)) {
            add(
                    Severity.CRITICAL,
                    "projection-unreadable",
                    "Kafka does not tell the ends of its topics: the lag of projections is unknown",
                    null,
                    projections);
        }
        Lag lag = pipeline.worstLag();
        if (lag != null && lag.lagSeconds() >= LAG.toSeconds()) {
            Severity severity = lag.lagSeconds() >= LONG_LAG.toSeconds() ? Severity.CRITICAL : Severity.WARNING;
            String text = "projection " + lag.projection() + " is " + lag.lagSeconds() + " s behind in partition "
                    + lag.partition() + " of " + lag.topic();
            found.add(new Ranked(
                    severity,
                    new OverviewProblem(
                            "projection-lag",
                            severity.word(),
                            text,
                            lag.lagRecords(),
                            null,
                            lag.projection(),
                            projections)));
        }
        if (pipeline.outboxPending() > 0 && pipeline.outboxOldestSeconds() >= OUTBOX_WAITS.toSeconds()) {
            add(
                    pipeline.outboxOldestSeconds() >= OUTBOX_STUCK.toSeconds() ? Severity.CRITICAL : Severity.WARNING,
                    "outbox-waiting",
                    number(pipeline.outboxPending(), "committed record is", "committed records are")
                            + " not published, the oldest for " + pipeline.outboxOldestSeconds() + " s",
                    pipeline.outboxPending(),
                    projections);
        }
        long waiting = pipeline.deadLettersWaiting();
        if (waiting > 0) {
            add(
                    Severity.WARNING,
                    "dead-letters-waiting",
                    waiting >= TotalsView.MOST_COUNTED
                            ? "more than " + (TotalsView.MOST_COUNTED - 1) + " dead letters wait"
                            : number(waiting, "dead letter waits", "dead letters wait"),
                    waiting,
                    NextStep.get("/admin/dead-letters?state=waiting", "#/pipeline/letters"));
        }
    }

    private void add(Severity severity, String kind, String text, @Nullable Long count, NextStep next) {
        found.add(new Ranked(severity, new OverviewProblem(kind, severity.word(), text, count, null, null, next)));
    }

    private static String number(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
