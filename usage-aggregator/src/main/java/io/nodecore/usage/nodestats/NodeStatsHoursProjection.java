package io.nodecore.usage.nodestats;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.projection.FactProjection;
import io.nodecore.projection.JournaledFact;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.Rows;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.usage.clocks.ClockedProjection;
import io.nodecore.usage.repeats.ReportIdsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Topic node.stats → {@code node_stats_hours}.
 *
 * <p>A repeat counts once if its node gave the report an id. Ids are kept as long as the topic keeps their facts: with a report every 2 s,
 * a longer time would make {@code report_ids} larger than all other tables. A repeat of a report without an id can't be recognised, so no
 * id is stored for it.
 */
public final class NodeStatsHoursProjection implements FactProjection<NodeStatsReported> {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration GRACE = Duration.ofHours(1);

    /**
     * The hours whose reports are all still in the topic. If retention has removed some, the first remaining hour of a node may lack
     * reports, and so may the next one: the clocks of gateways differ, and a gateway may have delayed a report.
     */
    private static final String WHOLE_HOURS = """
            hour >= (select min(hour) from {replayed}.node_stats_hours)
            and hour >= (select min(kept.hour) from {replayed}.node_stats_hours kept where kept.node_id = node_stats_hours.node_id)
                        + case when exists (select from {replayed}.projection_positions where first_offset > 0)
                               then interval '2 hours' else interval '0' end
            """;

    /** For a replay. Rows are kept for a year and reports for a day, so older hours stay as they are. */
    public static Replayable<?> replayable(ReceivedAtBound receivedAt) {
        return Replayable.of(
                        ClockedProjection.of(receivedAt, new NodeStatsHoursProjection()),
                        OwnedTable.of("node_stats_hours", "node_id", "hour")
                                .withSums("reports", "xray_running", "cpu_reports", "cpu_sum")
                                .picking(scope -> switch (scope) {
                                    case Scope.Everything _ -> new Rows.Where(WHOLE_HOURS);
                                    case Scope.OfNode(long nodeId) ->
                                        new Rows.Where("node_id = " + nodeId + " and " + WHOLE_HOURS);
                                    case Scope.OfUser _ -> new Rows.Refused("a node's stats belong to no user");
                                    case Scope.Since(Instant from) ->
                                        new Rows.Where("hour >= '" + from + "' and " + WHOLE_HOURS);
                                    case Scope.FromOffset _ -> Rows.NONE;
                                }),
                        new ReportIdsTable(Topics.STATS.name(), KEPT, GRACE).ownedWhereFactsAreKept())
                .withOwnFactsOfNode();
    }

    private final ReportIdsTable reportIds = new ReportIdsTable(Topics.STATS.name(), KEPT, GRACE);

    @Override
    public String name() {
        return "node-stats-hours";
    }

    @Override
    public List<Topic<?>> topics() {
        return List.of(Topics.STATS);
    }

    @Override
    public NodeStatsReported decode(String topic, byte[] value) throws InvalidProtocolBufferException {
        return NodeStatsReported.parseFrom(value);
    }

    @Override
    public List<JournaledFact<NodeStatsReported>> apply(
            Connection connection, List<JournaledFact<NodeStatsReported>> facts) throws SQLException {
        List<JournaledFact<NodeStatsReported>> counting = withoutRepeats(connection, facts);
        NodeStatsHoursTable.add(connection, NodeStatsFold.of(counting));
        return counting;
    }

    private List<JournaledFact<NodeStatsReported>> withoutRepeats(
            Connection connection, List<JournaledFact<NodeStatsReported>> facts) throws SQLException {
        List<JournaledFact<NodeStatsReported>> named =
                facts.stream().filter(fact -> fact.headers().isNamed()).toList();
        Set<JournaledFact<NodeStatsReported>> first = Collections.newSetFromMap(new IdentityHashMap<>());
        first.addAll(reportIds.claim(connection, named));
        return facts.stream()
                .filter(fact -> !fact.headers().isNamed() || first.contains(fact))
                .toList();
    }
}
