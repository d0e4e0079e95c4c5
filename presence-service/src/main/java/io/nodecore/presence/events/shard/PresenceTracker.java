package io.nodecore.presence.events.shard;

import io.nodecore.presence.events.time.Watermarks;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Passes the records of the re-keyed topic to their {@link UserShard}, and publishes the changes of users. */
public final class PresenceTracker extends ContextualProcessor<Integer, byte[], byte[], byte[]> {

    public static final String USERS = "users";
    public static final String ALARMS = "alarms";
    public static final String WAITING = "waiting";
    public static final String WATERMARKS = "watermarks";

    /** The interval at which remaining work continues if no further record arrives. */
    private static final Duration ADVANCE_INTERVAL = Duration.ofMillis(100);

    private final IntSupplier sourcePartitions;
    private final int waitingAtMost;
    private final ReportCounts counts;
    private final UserEvents events = new UserEvents();

    private UserShard shard;
    private int partition;

    @SuppressWarnings("NullAway.Init") // The shard comes with init.
    public PresenceTracker(IntSupplier sourcePartitions, int waitingAtMost, ReportCounts counts) {
        this.sourcePartitions = sourcePartitions;
        this.waitingAtMost = waitingAtMost;
        this.counts = counts;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        partition = context.taskId().partition();
        shard = new UserShard(
                context.getStateStore(USERS),
                new OfflineTimers(context.getStateStore(ALARMS)),
                new WaitingReports(context.getStateStore(WAITING)),
                new Watermarks(context.getStateStore(WATERMARKS), sourcePartitions.getAsInt()),
                waitingAtMost,
                counts,
                this::say);
        context.schedule(ADVANCE_INTERVAL, PunctuationType.WALL_CLOCK_TIME, nowMs -> {
            shard.advance();
            counts.waiting(partition, shard.waiting());
        });
    }

    @Override
    public void process(Record<Integer, byte[]> record) {
        if (ShardHeaders.isWatermark(record.headers())) {
            shard.watermark(ShardHeaders.sourcePartition(record.headers()), record.timestamp());
        } else {
            shard.report(ShardHeaders.place(record.headers(), record.timestamp()), record.value());
        }
    }

    @Override
    public void close() {
        counts.gone(partition);
    }

    private void say(UserChange change) {
        ProducerRecord<byte[], byte[]> event = events.of(change).toRecord(Topics.USER_EVENTS);
        context().forward(new Record<>(event.key(), event.value(), change.atMs(), event.headers()));
    }
}
