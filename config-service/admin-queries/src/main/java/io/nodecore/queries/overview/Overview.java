package io.nodecore.queries.overview;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of the whole Core. A part that can't be read is null.
 *
 * @param problems the worst first
 */
public record Overview(
        Instant computedAt,
        NodeCounts nodes,
        UserCounts users,
        SubscriptionCounts subscriptions,
        Traffic traffic,
        Pipeline pipeline,
        List<OverviewProblem> problems) {

    /**
     * @param sync by sync status: pending, synced, failed
     * @param behind nodes that have not confirmed their latest revision
     */
    public record NodeCounts(
            int total, int pending, int online, int offline, int error, Map<String, Integer> sync, int behind) {}

    /** @param online sum of the users of all nodes: a user of two nodes counts twice; null if no node has reported its users */
    public record UserCounts(@Nullable Long online) {}

    /** @param nearLimit active ones that have reached the warning share of their limit */
    public record SubscriptionCounts(long active, long limited, long expired, long disabled, long nearLimit) {}

    /**
     * @param rxPerSec bytes per second of all nodes with a snapshot, as txPerSec; null if no node has one
     * @param today the current UTC day
     * @param last7Days today and the 6 days before
     * @param last30Days today and the 29 days before
     */
    public record Traffic(
            @Nullable Double rxPerSec, @Nullable Double txPerSec, Bytes today, Bytes last7Days, Bytes last30Days) {}

    /** As nodes reported it. */
    public record Bytes(BigInteger bytesUp, BigInteger bytesDown) {

        static final Bytes NONE = new Bytes(BigInteger.ZERO, BigInteger.ZERO);

        Bytes plus(Bytes other) {
            return new Bytes(bytesUp.add(other.bytesUp), bytesDown.add(other.bytesDown));
        }
    }

    /**
     * @param worstLag null if no lag is known
     * @param deadLettersWaiting at most 10001, which means more than 10000
     * @param outboxPending records of committed decisions that are not published yet
     */
    public record Pipeline(
            @Nullable Lag worstLag, long deadLettersWaiting, long outboxPending, long outboxOldestSeconds) {}

    /** @param lagSeconds how long ago the oldest fact that waits was appended; 0 if none waits */
    public record Lag(String projection, String topic, int partition, long lagRecords, long lagSeconds) {}

    /**
     * Something that needs attention.
     *
     * @param kind a stable word, such as {@code nodes-offline}
     * @param severity critical, warning, info
     * @param text for people
     * @param nodeId the node, if it is one
     * @param projection the projection, if it is one
     */
    public record OverviewProblem(
            String kind,
            String severity,
            String text,
            @Nullable Long count,
            @Nullable Long nodeId,
            @Nullable String projection,
            NextStep next) {}

    /**
     * The request that shows more about a problem.
     *
     * @param page the page of the web console
     */
    public record NextStep(String method, String path, String page) {

        static NextStep get(String path, String page) {
            return new NextStep("GET", path, page);
        }
    }
}
