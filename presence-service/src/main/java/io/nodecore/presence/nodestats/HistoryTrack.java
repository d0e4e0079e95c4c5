package io.nodecore.presence.nodestats;

import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.nodecore.presence.redis.RedisWrite;
import java.time.Duration;
import java.util.List;

/**
 * One resolution of a node's history: a sorted set with one point for each time slot.
 *
 * <p>Score = start of the slot in Unix ms, member = the point as JSON. A slot is emptied before it is written, so a repeated write leaves
 * one point. Points that are {@code keep} older than the newest one are removed, and the key expires with its last point. For this removal
 * a point whose clock is ahead counts as one of now, so it removes no points of other reports.
 */
enum HistoryTrack {
    /** {@code node:{nodeId}:stats:history}: the last report of every 2 s of the last 10 minutes, a {@link HistoryPoint}. */
    FINE("", Duration.ofSeconds(2), Duration.ofMinutes(10)),
    /** {@code node:{nodeId}:stats:history:minutes}: all reports of every minute of the last 24 hours, a {@link MinutePoint}. */
    MINUTES(":minutes", Duration.ofMinutes(1), Duration.ofHours(24));

    // One key, so the script also runs on a cluster. When a minute is read again, its count of reports starts from one:
    // it replaces the
    // stored point once it has as many reports; a minute that is read only in part never does.
    private static final String PUT_IF_NOT_FEWER = """
            local held = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], ARGV[1])
            if held[1] and (cjson.decode(held[1]).n or 0) > tonumber(ARGV[2]) then
              return 0
            end
            redis.call('ZREMRANGEBYSCORE', KEYS[1], ARGV[1], ARGV[1])
            redis.call('ZADD', KEYS[1], ARGV[1], ARGV[3])
            return 1
            """;

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

    long keepMs() {
        return keepMs;
    }

    boolean isTooOld(long receivedAtMs, long nowMs) {
        return receivedAtMs <= nowMs - keepMs;
    }

    /** Replaces the point of its slot. */
    List<RedisWrite> put(long nodeId, long receivedAtMs, long nowMs, String point) {
        String key = key(nodeId);
        long slot = slotOf(receivedAtMs);
        return List.of(
                redis -> redis.zremrangebyscore(key, Range.create(slot, slot)),
                redis -> redis.zadd(key, slot, point),
                trim(key, Math.min(slot, nowMs)),
                redis -> redis.pexpireat(key, Math.min(receivedAtMs, nowMs) + keepMs));
    }

    /** Replaces the point of its slot unless that point has more reports. */
    List<RedisWrite> putIfNotFewer(long nodeId, long slot, long nowMs, int reports, String point) {
        String key = key(nodeId);
        String[] keys = {key};
        return List.of(
                redis -> redis.eval(
                        PUT_IF_NOT_FEWER,
                        ScriptOutputType.INTEGER,
                        keys,
                        Long.toString(slot),
                        Integer.toString(reports),
                        point),
                trim(key, Math.min(slot, nowMs)),
                redis -> redis.pexpireat(key, Math.min(slot, nowMs) + keepMs));
    }

    private RedisWrite trim(String key, long newestMs) {
        return redis -> redis.zremrangebyscore(
                key, Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(newestMs - keepMs)));
    }
}
