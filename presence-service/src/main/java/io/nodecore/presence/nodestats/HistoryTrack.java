package io.nodecore.presence.nodestats;

import io.lettuce.core.Range;
import io.nodecore.presence.redis.RedisWrite;
import java.time.Duration;
import java.util.List;

/**
 * One resolution of a node's history: a sorted set with one point per slot of time, the slot's last report.
 *
 * <p>Score = start of the slot in Unix ms, member = {@link HistoryPoint} as JSON. A slot is emptied before it is filled, so that
 * writing it again leaves one point. Points older than {@code keep} before the newest one are trimmed, and the key expires with its
 * last point.
 */
enum HistoryTrack {
    /** {@code node:{nodeId}:stats:history}: every report of the last 10 minutes. */
    FINE("", Duration.ofSeconds(2), Duration.ofMinutes(10)),
    /** {@code node:{nodeId}:stats:history:minutes}: one report a minute of the last 24 hours. */
    MINUTES(":minutes", Duration.ofMinutes(1), Duration.ofHours(24));

    private final String suffix;
    private final long slotMs;
    private final long keepMs;

    HistoryTrack(String suffix, Duration slot, Duration keep) {
        this.suffix = suffix;
        this.slotMs = slot.toMillis();
        this.keepMs = keep.toMillis();
    }

    String key(long nodeId) {
        return "node:" + nodeId + ":stats:history" + suffix;
    }

    long slotOf(long receivedAtMs) {
        return receivedAtMs - Math.floorMod(receivedAtMs, slotMs);
    }

    boolean isTooOld(long receivedAtMs, long nowMs) {
        return receivedAtMs <= nowMs - keepMs;
    }

    List<RedisWrite> put(long nodeId, long receivedAtMs, String point) {
        String key = key(nodeId);
        long slot = slotOf(receivedAtMs);
        return List.of(
                redis -> redis.zremrangebyscore(key, Range.create(slot, slot)),
                redis -> redis.zadd(key, slot, point),
                redis -> redis.zremrangebyscore(
                        key, Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(slot - keepMs))),
                redis -> redis.pexpireat(key, receivedAtMs + keepMs));
    }
}
