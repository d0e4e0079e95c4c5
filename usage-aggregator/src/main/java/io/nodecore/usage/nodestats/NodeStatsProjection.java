package io.nodecore.usage.nodestats;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.usage.repeats.ReportIdsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Topic node.stats → {@code node_stats_hours}.
 *
 * <p>A repeat counts once where its node named the report. Names are kept as long as the topic keeps their facts: a report every 2 s
 * would otherwise make {@code report_ids} larger than all the rest. A report without a name has none that could come again.
 */
public final class NodeStatsProjection implements Projection<NodeStatsReported> {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration GRACE = Duration.ofHours(1);

    private final ReportIdsTable reportIds = new ReportIdsTable(Topics.STATS.name(), KEPT, GRACE);

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
