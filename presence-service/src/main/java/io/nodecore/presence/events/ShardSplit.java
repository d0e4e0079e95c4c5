package io.nodecore.presence.events;

import io.nodecore.presence.events.ReadReport.Online;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Re-keys a report by user, in shards of users: one record for each shard that has users in the report, not one for each user. A shard
 * is a partition of the re-keyed topic, so a user's reports from all nodes meet in one place.
 *
 * <p>Between the reports go <em>watermarks</em>, records without users, to every shard once a second of event time: their time stamp
 * says how far this partition of node.online-users has been read. Where a partition has nothing to read, the watermark follows the
 * wall clock; that moves time on when the last node falls silent. It only says that nothing is waiting: what is said about a user
 * never comes from the wall clock.
 */
final class ShardSplit extends ContextualProcessor<byte[], ReadReport, Integer, byte[]> {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final byte[] NO_USERS = new byte[0];

    private final int shards;
    private final Duration idleAfter;

    private int partition;
    private long lastReadAtMs;
    private long watermarkMs;
    private long lastTickMs;

    /** @param idleAfter for how long a partition must have brought nothing to count as read to its end */
    ShardSplit(int shards, Duration idleAfter) {
        this.shards = shards;
        this.idleAfter = idleAfter;
    }

    @Override
    public void init(ProcessorContext<Integer, byte[]> context) {
        super.init(context);
        partition = context.taskId().partition();
        lastReadAtMs = context.currentSystemTimeMs();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tickWhenIdle);
    }

    @Override
    public void process(Record<byte[], ReadReport> record) {
        if (!(record.value() instanceof Online online)) {
            return;
        }
        lastReadAtMs = context().currentSystemTimeMs();
        shardsOf(online.report())
                .forEach((shard, users) -> forward(
                        shard,
                        users.build().toByteArray(),
                        record.timestamp(),
                        ShardHeaders.report(online.headers().nodeId())));
        watermarkMs = Math.max(watermarkMs, record.timestamp());
        if (watermarkMs - lastTickMs >= TICK.toMillis()) {
            tick();
        }
    }

    /** A user's shard; changing it, or their number, moves users away from their state. */
    static int shardOf(long userId, int shards) {
        return Math.floorMod(Long.hashCode(userId), shards);
    }

    private SortedMap<Integer, OnlineUsersReported.Builder> shardsOf(OnlineUsersReported report) {
        SortedMap<Integer, OnlineUsersReported.Builder> byShard = new TreeMap<>();
        for (OnlineUser user : report.getUsersList()) {
            byShard.computeIfAbsent(shardOf(user.getUserId(), shards), shard -> OnlineUsersReported.newBuilder())
                    .addUsers(user);
        }
        return byShard;
    }

    private void tickWhenIdle(long nowMs) {
        if (nowMs - lastReadAtMs >= idleAfter.toMillis()) {
            watermarkMs = Math.max(watermarkMs, nowMs - idleAfter.toMillis());
            tick();
        }
    }

    private void tick() {
        lastTickMs = watermarkMs;
        for (int shard = 0; shard < shards; shard++) {
            forward(shard, NO_USERS, watermarkMs, ShardHeaders.watermark(partition));
        }
    }

    private void forward(int shard, byte[] users, long timeMs, RecordHeaders headers) {
        context().forward(new Record<>(shard, users, timeMs, headers));
    }
}
