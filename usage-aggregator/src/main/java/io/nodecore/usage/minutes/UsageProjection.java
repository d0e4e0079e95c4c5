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
import java.util.ArrayList;
import java.util.List;

/**
 * Topics node.usage and usage.corrected → {@code usage_minutes}, {@code subscription_traffic} and what counts against the quotas of
 * subscriptions.
 *
 * <p>A correction is entries that add up with those of the reports, so the two topics may be read in any order; while one is ahead of
 * the other, a sum may be below 0. A transaction with facts of both may meet rows out of the order of their keys: where it and another
 * one then wait for each other, Postgres ends one of them, which is tried again.
 */
public final class UsageProjection implements Projection<List<UsageEntry>> {

    private final ReportIdsTable reportIds = new ReportIdsTable(Topics.USAGE.name());
    private final ReportIdsTable correctionIds = new ReportIdsTable(Topics.USAGE_CORRECTED.name());
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
        return List.of(Topics.USAGE, Topics.USAGE_CORRECTED);
    }

    @Override
    public List<UsageEntry> decode(String topic, byte[] value) throws InvalidProtocolBufferException {
        return topic.equals(Topics.USAGE_CORRECTED.name()) ? CorrectionWire.decode(value) : UsageWire.decode(value);
    }

    @Override
    public List<JournaledFact<List<UsageEntry>>> apply(
            Connection connection, List<JournaledFact<List<UsageEntry>>> facts) throws SQLException {
        List<JournaledFact<List<UsageEntry>>> counting = new ArrayList<>();
        counting.addAll(reportIds.claim(connection, of(Topics.USAGE, facts)));
        counting.addAll(correctionIds.claim(connection, of(Topics.USAGE_CORRECTED, facts)));
        UsageFold fold = UsageFold.of(counting);
        UsageMinutesTable.add(connection, fold.minutes());
        SubscriptionTrafficTable.add(connection, fold.subscriptions());
        quotas.count(connection, fold.billed());
        return counting;
    }

    private static <F> List<JournaledFact<F>> of(Topic topic, List<JournaledFact<F>> facts) {
        return facts.stream().filter(fact -> fact.topic().equals(topic.name())).toList();
    }
}
