package io.nodecore.usage.outbound;

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
import io.nodecore.schemas.facts.OutboundUsageReported;
import io.nodecore.usage.clocks.ClockedProjection;
import io.nodecore.usage.repeats.ReportIdsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Topic node.outbound-usage → {@code node_outbounds}. */
public final class OutboundProjection implements FactProjection<OutboundUsageReported> {

    private final ReportIdsTable reportIds = new ReportIdsTable(Topics.OUTBOUND_USAGE.name());

    /** For a replay. */
    public static Replayable<?> replayable(ReceivedAtBound receivedAt) {
        return Replayable.of(
                        ClockedProjection.of(receivedAt, new OutboundProjection()),
                        OwnedTable.of("node_outbounds", "node_id", "tag")
                                .withSums("traffic_bytes_up", "traffic_bytes_down")
                                .picking(scope -> switch (scope) {
                                    case Scope.Everything _ -> Rows.ALL;
                                    case Scope.OfNode(long nodeId) -> new Rows.Where("node_id = " + nodeId);
                                    case Scope.OfUser _ -> new Rows.Refused("an outbound belongs to no user");
                                    case Scope.Since _ ->
                                        new Rows.Refused("an outbound's bytes are of all time: take all, or a node");
                                    case Scope.FromOffset _ -> Rows.NONE;
                                }),
                        new ReportIdsTable(Topics.OUTBOUND_USAGE.name()).owned())
                .withOwnFactsOfNode();
    }

    @Override
    public String name() {
        return "outbound-usage";
    }

    @Override
    public List<Topic<?>> topics() {
        return List.of(Topics.OUTBOUND_USAGE);
    }

    @Override
    public OutboundUsageReported decode(String topic, byte[] value) throws InvalidProtocolBufferException {
        OutboundUsageReported report = OutboundUsageReported.parseFrom(value);
        for (var item : report.getItemsList()) {
            if (item.getBytesUp() < 0 || item.getBytesDown() < 0) {
                throw new IllegalArgumentException(
                        "bytes must be 0 or more, got " + item.getBytesUp() + " up, " + item.getBytesDown() + " down");
            }
        }
        return report;
    }

    @Override
    public List<JournaledFact<OutboundUsageReported>> apply(
            Connection connection, List<JournaledFact<OutboundUsageReported>> facts) throws SQLException {
        List<JournaledFact<OutboundUsageReported>> counting = reportIds.claim(connection, facts);
        NodeOutboundsTable.add(connection, OutboundFold.of(counting));
        return counting;
    }
}
