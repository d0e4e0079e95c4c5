package io.nodecore.queries.overview;

import io.nodecore.admin.shared.SharedReading;
import io.nodecore.control.outbox.OutboxMonitor;
import io.nodecore.operations.progress.PipelineView;
import io.nodecore.operations.progress.ProjectionResource;
import io.nodecore.queries.fleet.FleetRow;
import io.nodecore.queries.fleet.FleetView;
import io.nodecore.queries.fleet.WholeFleet;
import io.nodecore.queries.overview.Overview.Pipeline;
import io.nodecore.queries.overview.Overview.Traffic;
import io.nodecore.queries.overview.Overview.UserCounts;
import java.time.Duration;
import java.util.List;

/** The overview, computed at most once a second for all requests together. It never waits for Kafka. */
public final class OverviewView {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final FleetView fleets;
    private final TotalsView totals;
    private final PipelineView pipelines;
    private final OutboxMonitor outbox;
    private final SharedReading<Overview> latest;

    OverviewView(FleetView fleets, TotalsView totals, PipelineView pipelines, OutboxMonitor outbox) {
        this.fleets = fleets;
        this.totals = totals;
        this.pipelines = pipelines;
        this.outbox = outbox;
        this.latest = new SharedReading<>(INTERVAL, this::compute);
    }

    /** @throws RuntimeException if Postgres is unavailable */
    public Overview overview() {
        return latest.get();
    }

    private Overview compute() {
        WholeFleet fleet = fleets.fleet();
        List<FleetRow> nodes = fleet.nodes();
        List<ProjectionResource> partitions = pipelines.latestSample();
        TotalsView.TrafficOfDays days = totals.traffic();
        TotalsView.Counts counts = totals.counts();
        var pipeline = new Pipeline(
                OverviewFold.worstLag(partitions),
                counts.deadLettersWaiting(),
                outbox.rows(),
                outbox.oldestAge().toSeconds());
        return new Overview(
                fleet.computedAt(),
                OverviewFold.counts(nodes),
                new UserCounts(OverviewFold.usersOnline(nodes)),
                counts.subscriptions(),
                new Traffic(
                        OverviewFold.sum(nodes, FleetRow::netRxPerSec),
                        OverviewFold.sum(nodes, FleetRow::netTxPerSec),
                        days.today(),
                        days.last7Days(),
                        days.last30Days()),
                pipeline,
                ProblemRules.problems(fleet, pipeline, partitions, counts.subscriptions()));
    }
}
