package io.nodecore.usage.minutes;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.projection.FactProjection;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.Rows;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.usage.quotas.Quotas;
import io.nodecore.usage.repeats.ReportIdsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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
public final class UsageProjection implements FactProjection<List<UsageEntry>> {

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

    /**
     * For a replay, which tells nobody of limits. A part of the minutes is replayed together with the totals of all subscriptions that
     * have minutes in it: those follow from all facts again.
     */
    public static Replayable<?> replayable() {
        return replayable(new UsageProjection(Quotas.REPLAY));
    }

    /** @param projection this one, or the same with something about it that a test wants to see */
    static Replayable<?> replayable(Projection<List<UsageEntry>> projection) {
        return Replayable.of(
                projection,
                OwnedTable.of("subscription_traffic", "subscription_id")
                        .withSums("bytes_up", "bytes_down")
                        .picking(UsageProjection::subscriptionsOf),
                OwnedTable.of("subscription_billing", "subscription_id", "day")
                        .withSums("bytes_up", "bytes_down", "billed_bytes")
                        .picking(UsageProjection::subscriptionsOf),
                OwnedTable.of("usage_minutes", "minute", "node_id", "user_id", "subscription_id", "node_protocol_id")
                        .withSums("bytes_up", "bytes_down")
                        .picking(UsageProjection::minutesOf),
                new ReportIdsTable(Topics.USAGE.name()).owned(),
                new ReportIdsTable(Topics.USAGE_CORRECTED.name()).owned());
    }

    private static Rows minutesOf(Scope scope) {
        return switch (scope) {
            case Scope.Everything everything -> Rows.ALL;
            case Scope.OfNode(long nodeId) -> new Rows.Where("node_id = " + nodeId);
            case Scope.OfUser(long userId) -> new Rows.Where("user_id = " + userId);
            case Scope.Since(Instant from) -> new Rows.Where("minute >= '" + from + "'");
            case Scope.FromOffset fromOffset -> Rows.NONE;
        };
    }

    private static Rows subscriptionsOf(Scope scope) {
        return minutesOf(scope) instanceof Rows.Where(String condition)
                ? new Rows.Where(("subscription_id in (select subscription_id from {live}.usage_minutes where %s"
                                + " union select subscription_id from {replayed}.usage_minutes where %s)")
                        .formatted(condition, condition))
                : minutesOf(scope);
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
        UsageMinutesTable.add(connection, fold.minutes());
        SubscriptionTrafficTable.add(connection, fold.subscriptions());
        quotas.count(connection, fold.billed());
        return counting;
    }

    private static <F> List<JournaledFact<F>> of(Topic topic, List<JournaledFact<F>> facts) {
        return facts.stream().filter(fact -> fact.topic().equals(topic.name())).toList();
    }
}
