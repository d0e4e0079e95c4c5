package io.nodecore.usage.minutes;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.projection.FactProjection;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Replayable;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.usage.clocks.ClockedProjection;
import io.nodecore.usage.quotas.Quotas;
import io.nodecore.usage.repeats.ReportIdsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Topics node.usage and usage.corrected → {@code usage_minutes}, {@code usage_hours}, {@code usage_days}, {@code node_usage_hours},
 * {@code subscription_traffic} and the billed usage of subscriptions, all in one transaction.
 *
 * <p>A correction consists of entries that are added to those of the reports, so the two topics may be read in any order; while one is
 * ahead of the other, a sum may be below 0. A transaction with facts of both topics may lock rows out of the order of their keys. If two
 * such transactions wait for each other, Postgres aborts one of them, and its facts are applied again.
 */
public final class UsageProjection implements FactProjection<List<UsageEntry>> {

    private final ReportIdsTable reportIds = new ReportIdsTable(Topics.USAGE.name());
    private final ReportIdsTable correctionIds = new ReportIdsTable(Topics.USAGE_CORRECTED.name());
    private final Quotas quotas;

    /** Publishes no event of a limit: a replay must not. */
    public UsageProjection() {
        this(Quotas.REPLAY);
    }

    public UsageProjection(Quotas quotas) {
        this.quotas = quotas;
    }

    /** For a replay, which publishes no event of a limit. {@link UsageScopes} says what the replay of a part may change. */
    public static Replayable<?> replayable(ReceivedAtBound receivedAt) {
        return replayable(ClockedProjection.of(receivedAt, new UsageProjection(Quotas.REPLAY)));
    }

    /** @param projection this one, or one with the same tables in a test */
    static Replayable<?> replayable(Projection<List<UsageEntry>> projection) {
        return Replayable.of(
                projection,
                OwnedTable.of("subscription_traffic", "subscription_id")
                        .withSums("bytes_up", "bytes_down", "billed_bytes")
                        .picking(UsageScopes::subscriptions),
                OwnedTable.of("subscription_billing", "subscription_id", "day")
                        .withSums("bytes_up", "bytes_down", "billed_bytes")
                        .picking(UsageScopes::subscriptions),
                OwnedTable.of("node_usage_hours", "node_id", "hour")
                        .withSums("bytes_up", "bytes_down")
                        .picking(UsageScopes::nodeHours),
                byTime("usage_days", "day").picking(UsageScopes::days),
                byTime("usage_hours", "hour").picking(UsageScopes::hours),
                byTime("usage_minutes", "minute").picking(UsageScopes::minutes),
                new ReportIdsTable(Topics.USAGE.name()).owned(),
                new ReportIdsTable(Topics.USAGE_CORRECTED.name()).owned());
    }

    private static OwnedTable byTime(String table, String timeColumn) {
        return OwnedTable.of(table, timeColumn, "node_id", "user_id", "subscription_id", "node_protocol_id")
                .withSums("bytes_up", "bytes_down");
    }

    @Override
    public String name() {
        return "usage";
    }

    @Override
    public List<Topic<?>> topics() {
        return List.of(Topics.USAGE, Topics.USAGE_CORRECTED);
    }

    @Override
    public List<UsageEntry> decode(String topic, byte[] value) throws InvalidProtocolBufferException {
        return topic.equals(Topics.USAGE_CORRECTED.name())
                ? UsageCorrectionWire.decode(value)
                : UsageWire.decode(value);
    }

    @Override
    public List<JournaledFact<List<UsageEntry>>> apply(
            Connection connection, List<JournaledFact<List<UsageEntry>>> facts) throws SQLException {
        List<JournaledFact<List<UsageEntry>>> counting = new ArrayList<>();
        counting.addAll(reportIds.claim(connection, of(Topics.USAGE, facts)));
        counting.addAll(correctionIds.claim(connection, of(Topics.USAGE_CORRECTED, facts)));
        UsageFold fold = UsageFold.of(counting);
        for (UsageTable table : UsageTable.values()) {
            table.add(connection, fold.minutes());
        }
        NodeUsageHoursTable.add(connection, fold.minutes());
        SubscriptionTrafficTable.add(connection, fold.subscriptions());
        quotas.count(connection, fold.billed());
        return counting;
    }

    private static <F> List<JournaledFact<F>> of(Topic<?> topic, List<JournaledFact<F>> facts) {
        return facts.stream().filter(fact -> fact.topic().equals(topic.name())).toList();
    }
}
