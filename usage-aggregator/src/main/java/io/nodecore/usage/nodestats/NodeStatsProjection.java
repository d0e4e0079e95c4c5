package io.nodecore.usage.nodestats;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.projection.FactProjection;
import io.nodecore.projection.JournaledFact;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.Rows;
import io.nodecore.replay.Scope;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeStatsReported;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Topic node.stats → {@code node_stats_hours}.
 *
 * <p>Names of reports are not claimed: a report every 2 s would fill {@code report_ids}, and a node that repeats one changes no
 * smallest and no greatest figure, and the mean by next to nothing.
 */
public final class NodeStatsProjection implements FactProjection<NodeStatsReported> {

    /**
     * The hours whose reports are all in the topic. Where retention has removed some, a node's first hour that is left may lack reports;
     * and the one after it, because gateways' clocks differ and a report may have waited in one.
     */
    private static final String WHOLE_HOURS = """
            hour >= (select min(hour) from {replayed}.node_stats_hours)
            and hour >= (select min(kept.hour) from {replayed}.node_stats_hours kept where kept.node_id = node_stats_hours.node_id)
                        + case when exists (select from {replayed}.projection_positions where first_offset > 0)
                               then interval '2 hours' else interval '0' end
            """;

    /** For a replay. Rows are kept for a year and reports for a day, so older hours stay as they are. */
    public static Replayable<?> replayable() {
        return Replayable.of(
                        new NodeStatsProjection(),
                        OwnedTable.of("node_stats_hours", "node_id", "hour")
                                .withSums("reports", "xray_running", "cpu_reports", "cpu_sum")
                                .picking(scope -> switch (scope) {
                                    case Scope.Everything everything -> new Rows.Where(WHOLE_HOURS);
                                    case Scope.OfNode(long nodeId) ->
                                        new Rows.Where("node_id = " + nodeId + " and " + WHOLE_HOURS);
                                    case Scope.OfUser ofUser -> new Rows.Refused("a node's stats belong to no user");
                                    case Scope.Since(Instant from) ->
                                        new Rows.Where("hour >= '" + from + "' and " + WHOLE_HOURS);
                                    case Scope.FromOffset fromOffset -> Rows.NONE;
                                }))
                .withOwnFactsOfNode();
    }

    @Override
    public String name() {
        return "node-stats-hours";
    }

    @Override
    public List<Topic> topics() {
        return List.of(Topics.STATS);
    }

    @Override
    public NodeStatsReported decode(String topic, byte[] value) throws InvalidProtocolBufferException {
        return NodeStatsReported.parseFrom(value);
    }

    @Override
    public List<JournaledFact<NodeStatsReported>> apply(
            Connection connection, List<JournaledFact<NodeStatsReported>> facts) throws SQLException {
        NodeStatsHoursTable.add(connection, NodeStatsFold.of(facts));
        return facts;
    }
}
