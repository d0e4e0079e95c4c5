package io.nodecore.presence.online;

import io.lettuce.core.SetArgs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.presence.projection.NewestWritten;
import io.nodecore.presence.projection.ReceivedFact;
import io.nodecore.presence.projection.RedisProjection;
import io.nodecore.presence.redis.RedisWrite;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The presence keys: value = time when the gateway received the newest report of the user; a key expires 20 s after that time. The counts
 * of a node follow from its newest report, and expire by the same rule.
 *
 * <p>The expiry is an absolute time, so a key that is written late does not live longer. A report that is already older than the expiry
 * writes nothing: a replay or a late batch does not show a user as online. The wall clock is correct here, because the expiry in Redis
 * follows the wall clock too.
 */
public final class OnlineProjection implements RedisProjection<OnlineUsersReported> {

    static final Duration TTL = Duration.ofSeconds(20);

    /** Far more nodes than a fleet has. */
    private static final int REMEMBERED_NODES = 100_000;

    private final InstantSource clock;
    private final NewestWritten<String> written;
    private final NewestWritten<Long> writtenNodes = new NewestWritten<>(REMEMBERED_NODES);
    private final Counter stale;

    public OnlineProjection(OnlineSettings settings, InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        this.written = new NewestWritten<>(settings.rememberedKeys());
        this.stale = meters.counter("nodecore.presence.facts.stale", "view", name());
        meters.gauge("nodecore.presence.remembered.keys", written, NewestWritten::size);
    }

    @Override
    public String name() {
        return "online";
    }

    @Override
    public Topic<?> topic() {
        return Topics.ONLINE_USERS;
    }

    @Override
    public Duration horizon() {
        return TTL;
    }

    @Override
    public OnlineUsersReported decode(byte[] value) throws Exception {
        return OnlineUsersReported.parseFrom(value);
    }

    @Override
    public int weight(OnlineUsersReported fact) {
        return Math.max(1, fact.getUsersCount());
    }

    @Override
    public List<RedisWrite> writes(List<ReceivedFact<OnlineUsersReported>> facts) {
        long nowMs = clock.millis();
        long expiredMs = nowMs - TTL.toMillis();
        OnlineFold fold = new OnlineFold(facts.stream()
                .mapToLong(received -> received.fact().getUsersCount())
                .sum());
        Map<Long, ReceivedFact<OnlineUsersReported>> nodes = new LinkedHashMap<>();
        for (ReceivedFact<OnlineUsersReported> received : facts) {
            if (received.receivedAtMs() > expiredMs) {
                fold.add(received.receivedAtMs(), received.fact());
                nodes.merge(received.headers().nodeId(), received, OnlineProjection::newer);
            } else {
                stale.increment();
            }
        }
        written.dropUntil(expiredMs);
        writtenNodes.dropUntil(expiredMs);
        List<RedisWrite> writes = new ArrayList<>(fold.newest().size() + nodes.size());
        fold.newest().forEach((key, receivedAtMs) -> {
            if (written.accept(key, receivedAtMs, nowMs)) {
                writes.add(set(key, Long.toString(receivedAtMs), receivedAtMs, nowMs));
            }
        });
        nodes.forEach((nodeId, received) -> {
            if (writtenNodes.accept(nodeId, received.receivedAtMs(), nowMs)) {
                String counts = NodeOnlineCounts.of(received.receivedAtMs(), received.fact())
                        .json();
                writes.add(set(OnlineKeys.ofNode(nodeId), counts, received.receivedAtMs(), nowMs));
            }
        });
        return writes;
    }

    @Override
    public void forget() {
        written.clear();
        writtenNodes.clear();
    }

    private static RedisWrite set(String key, String value, long receivedAtMs, long nowMs) {
        // A gateway whose clock is ahead must not extend the life of a key.
        long expiresAtMs = Math.min(receivedAtMs, nowMs) + TTL.toMillis();
        return redis -> redis.set(key, value, SetArgs.Builder.pxAt(expiresAtMs));
    }

    private static <F> ReceivedFact<F> newer(ReceivedFact<F> one, ReceivedFact<F> other) {
        return other.receivedAtMs() >= one.receivedAtMs() ? other : one;
    }
}
