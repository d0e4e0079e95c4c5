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
import java.util.List;

/**
 * The presence keys: value = time when the gateway received the newest report of the user; a key expires 20 s after that time.
 *
 * <p>The expiry is an absolute time, so a key that is written late does not live longer. A report that is already older than the expiry
 * writes nothing: a replay or a late batch does not show a user as online. The wall clock is correct here, because the expiry in Redis
 * follows the wall clock too.
 */
public final class OnlineProjection implements RedisProjection<OnlineUsersReported> {

    static final Duration TTL = Duration.ofSeconds(20);

    private final InstantSource clock;
    private final NewestWritten<String> written;
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
        for (ReceivedFact<OnlineUsersReported> received : facts) {
            if (received.receivedAtMs() > expiredMs) {
                fold.add(received.receivedAtMs(), received.fact());
            } else {
                stale.increment();
            }
        }
        written.dropUntil(expiredMs);
        List<RedisWrite> writes = new ArrayList<>(fold.newest().size());
        fold.newest().forEach((key, receivedAtMs) -> {
            if (written.accept(key, receivedAtMs, nowMs)) {
                writes.add(set(key, receivedAtMs, nowMs));
            }
        });
        return writes;
    }

    @Override
    public void forget() {
        written.clear();
    }

    private static RedisWrite set(String key, long receivedAtMs, long nowMs) {
        // A gateway whose clock is ahead must not extend the life of a key.
        long expiresAtMs = Math.min(receivedAtMs, nowMs) + TTL.toMillis();
        return redis -> redis.set(key, Long.toString(receivedAtMs), SetArgs.Builder.pxAt(expiresAtMs));
    }
}
