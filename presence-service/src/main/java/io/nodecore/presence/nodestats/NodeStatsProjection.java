package io.nodecore.presence.nodestats;

import io.lettuce.core.SetArgs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.presence.projection.NewestWritten;
import io.nodecore.presence.projection.ReceivedFact;
import io.nodecore.presence.projection.RedisProjection;
import io.nodecore.presence.redis.RedisWrite;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeStatsReported;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest snapshot of each node, for 60 s after it was received, and the node's history. The newest report wins. A report whose node
 * gave it an id counts once, however often it is repeated.
 *
 * <p>After a start the last 10 minutes are read again and written to the same slots. A minute gets more reports as it is read; while it is
 * read again, the complete one stays in Redis (see {@link HistoryTrack}).
 */
final class NodeStatsProjection implements RedisProjection<NodeStatsReported> {

    static final String NAME = "node-stats";
    static final Duration TTL = Duration.ofSeconds(60);
    static final Duration HORIZON = Duration.ofMinutes(10);

    /** Far more nodes than a fleet has. */
    private static final int REMEMBERED_NODES = 100_000;

    private final NewestWritten<Long> written = new NewestWritten<>(REMEMBERED_NODES);
    private final CountedReports counted = new CountedReports();
    private final MinutesOfNodes minutes = new MinutesOfNodes();
    private final NodeStatsJson json = new NodeStatsJson();
    private final InstantSource clock;
    private final Counter stale;

    NodeStatsProjection(InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        this.stale = meters.counter("nodecore.presence.facts.stale", "view", name());
    }

    /** Where the newest report of a fold is written. */
    private record Slot(long nodeId, long startMs) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Topic<?> topic() {
        return Topics.STATS;
    }

    @Override
    public Duration horizon() {
        return HORIZON;
    }

    @Override
    public NodeStatsReported decode(byte[] value) throws Exception {
        return NodeStatsReported.parseFrom(value);
    }

    @Override
    public List<RedisWrite> writes(List<ReceivedFact<NodeStatsReported>> all) {
        long nowMs = clock.millis();
        List<ReceivedFact<NodeStatsReported>> facts = counted.withoutRepeats(all);
        counted.dropExpired(nowMs);
        Map<Long, ReceivedFact<NodeStatsReported>> latest = new LinkedHashMap<>();
        Map<Slot, ReceivedFact<NodeStatsReported>> points = new LinkedHashMap<>();
        for (ReceivedFact<NodeStatsReported> received : facts) {
            long nodeId = received.headers().nodeId();
            if (received.receivedAtMs() <= nowMs - TTL.toMillis()) {
                stale.increment();
            } else {
                latest.merge(nodeId, received, NodeStatsProjection::newer);
            }
            if (!HistoryTrack.FINE.isTooOld(received.receivedAtMs(), nowMs)) {
                Slot slot = new Slot(nodeId, HistoryTrack.FINE.slotOf(received.receivedAtMs()));
                points.merge(slot, received, NodeStatsProjection::newer);
            }
        }
        List<RedisWrite> writes = new ArrayList<>();
        written.dropUntil(nowMs - TTL.toMillis());
        latest.forEach((nodeId, received) -> {
            if (written.accept(nodeId, received.receivedAtMs(), nowMs)) {
                writes.add(snapshot(nodeId, received, nowMs));
            }
        });
        points.forEach((slot, received) -> writes.addAll(HistoryTrack.FINE.put(
                slot.nodeId(), received.receivedAtMs(), nowMs, json.point(received.receivedAtMs(), received.fact()))));
        for (MinutesOfNodes.Changed changed : minutes.add(facts)) {
            MinutePoint point = changed.minute().point();
            if (!HistoryTrack.MINUTES.isTooOld(point.t(), nowMs)) {
                writes.addAll(HistoryTrack.MINUTES.putIfNotFewer(
                        changed.nodeId(), point.t(), nowMs, point.n(), json.minute(point)));
            }
        }
        minutes.dropExpired(nowMs);
        return writes;
    }

    @Override
    public void forget() {
        written.clear();
        startAgain();
    }

    @Override
    public void startAgain() {
        counted.clear();
        minutes.clear();
    }

    private RedisWrite snapshot(long nodeId, ReceivedFact<NodeStatsReported> received, long nowMs) {
        String value = json.snapshot(nodeId, received.receivedAtMs(), received.fact());
        long expiresAtMs = Math.min(received.receivedAtMs(), nowMs) + TTL.toMillis();
        return redis -> redis.set("node:" + nodeId + ":stats", value, SetArgs.Builder.pxAt(expiresAtMs));
    }

    private static <F> ReceivedFact<F> newer(ReceivedFact<F> one, ReceivedFact<F> other) {
        return other.receivedAtMs() >= one.receivedAtMs() ? other : one;
    }
}
