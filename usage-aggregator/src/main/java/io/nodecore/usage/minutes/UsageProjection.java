package io.nodecore.usage.minutes;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.usage.quotas.Quotas;
import io.nodecore.usage.repeats.ReportIdsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Topic node.usage → {@code usage_minutes}, {@code subscription_traffic} and what counts against the quotas of subscriptions. */
public final class UsageProjection implements Projection<List<UsageEntry>> {

    private final ReportIdsTable reportIds = new ReportIdsTable(Topics.USAGE.name());
    private final Quotas quotas;

    /** Tells nobody of limits that are crossed, as a replay must not. */
    public UsageProjection() {
        this(Quotas.REPLAY);
    }

    public UsageProjection(Quotas quotas) {
        this.quotas = quotas;
    }

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
        quotas.count(connection, fold.billed());
        return counting;
    }
}
