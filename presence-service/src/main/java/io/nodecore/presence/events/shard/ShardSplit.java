package io.nodecore.presence.events.shard;

import io.nodecore.presence.events.shard.ReadReport.Online;
import io.nodecore.presence.events.time.PartitionEnds;
import io.nodecore.presence.events.time.PartitionTime;
import io.nodecore.presence.events.time.TimeSettings;
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
 * <p><em>Watermarks</em> are records without users, sent to every shard between the reports. The timestamp of a watermark is the
 * time up to which no further reports are expected from this partition of node.online-users ({@link PartitionTime}). Time in a shard
 * advances by watermarks only: events about users never depend on the wall clock.
 *
 * <p>The timestamp of an input record is the broker's; the timestamp of an output record is event time.
 */
public final class ShardSplit extends ContextualProcessor<byte[], ReadReport, Integer, byte[]> {

    private static final Duration LOOK = Duration.ofMillis(100);
    /** In event time. A shorter interval costs more and has no benefit. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final byte[] NO_USERS = new byte[0];

    private final int shards;
    private final TimeSettings settings;
    private final PartitionEnds ends;

    private PartitionTime time;
    private int partition;
    private long lastTickMs;

    @SuppressWarnings("NullAway.Init") // The partition comes with init.
    public ShardSplit(int shards, TimeSettings settings, PartitionEnds ends) {
        this.shards = shards;
        this.settings = settings;
        this.ends = ends;
    }

    @Override
    public void init(ProcessorContext<Integer, byte[]> context) {
        super.init(context);
        partition = context.taskId().partition();
        time = new PartitionTime(settings, context.currentSystemTimeMs());
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, nowMs -> look());
    }

    @Override
    public void process(Record<byte[], ReadReport> record) {
        if (!(record.value() instanceof Online online)) {
            return;
        }
        long offset = context().recordMetadata().orElseThrow().offset();
        long receivedAtMs = online.headers().receivedAtMs();
        long timeMs = PartitionTime.timeOf(settings, receivedAtMs, record.timestamp());
        shardsOf(online.report())
                .forEach((shard, users) -> forward(
                        shard,
                        users.build().toByteArray(),
                        timeMs,
                        ShardHeaders.report(online.headers().nodeId(), partition, offset)));
        time.read(offset, receivedAtMs, record.timestamp(), context().currentSystemTimeMs());
        if (time.readUpToMs() - lastTickMs >= TICK.toMillis()) {
            tick();
        }
    }

    private void look() {
        ends.of(partition).ifPresent(time::look);
        if (time.readUpToMs() > lastTickMs) {
            tick();
        }
    }

    /** The shard of a user. A change of this function or of the number of shards separates users from their state. */
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

    private void tick() {
        lastTickMs = time.readUpToMs();
        for (int shard = 0; shard < shards; shard++) {
            forward(shard, NO_USERS, lastTickMs, ShardHeaders.watermark(partition));
        }
    }

    private void forward(int shard, byte[] users, long timeMs, RecordHeaders headers) {
        context().forward(new Record<>(shard, users, timeMs, headers));
    }
}
