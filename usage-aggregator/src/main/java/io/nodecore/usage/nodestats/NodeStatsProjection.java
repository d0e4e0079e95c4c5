package io.nodecore.usage.nodestats;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.projection.FactProjection;
import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeStatsReported;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Topic node.stats → {@code node_stats_hours}.
 *
 * <p>Names of reports are not claimed: a report every 2 s would fill {@code report_ids}, and a node that repeats one changes no
 * smallest and no greatest figure, and the mean by next to nothing.
 */
public final class NodeStatsProjection implements FactProjection<NodeStatsReported> {

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
