package io.nodecore.usage.minutes;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.usage.repeats.ReportIdsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Topic node.usage → {@code usage_minutes} and {@code subscription_traffic}. */
public final class UsageProjection implements Projection<List<UsageEntry>> {

    private final ReportIdsTable reportIds = new ReportIdsTable(Topics.USAGE.name());

    @Override
    public String name() {
        return "usage";
    }

    @Override
    public List<Topic> topics() {
        return List.of(Topics.USAGE);
    }

    @Override
    public List<UsageEntry> decode(String topic, byte[] value) throws InvalidProtocolBufferException {
        return UsageWire.decode(value);
    }

    @Override
    public List<JournaledFact<List<UsageEntry>>> apply(
            Connection connection, List<JournaledFact<List<UsageEntry>>> facts) throws SQLException {
        List<JournaledFact<List<UsageEntry>>> counting = reportIds.claim(connection, facts);
        UsageFold fold = UsageFold.of(counting);
        UsageMinutesTable.add(connection, fold.minutes());
        SubscriptionTrafficTable.add(connection, fold.subscriptions());
        return counting;
    }
}
