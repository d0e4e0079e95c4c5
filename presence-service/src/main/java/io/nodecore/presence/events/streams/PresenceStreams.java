package io.nodecore.presence.events.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.events.shard.ReportCounts;
import io.nodecore.presence.events.time.TimeSettings;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs {@link PresenceTopology} in this process. */
public final class PresenceStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PresenceStreams.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final EventsSettings settings;
    private final TimeSettings time;
    private final KafkaSettings kafka;
    private final MeterRegistry meters;
    private final LongSupplier nowMs;

    private volatile @Nullable KafkaStreams streams;
    private volatile @Nullable PartitionEndMonitor lookout;
    private @Nullable KafkaStreamsMetrics metrics;

    /** @param nowMs see {@link PartitionEndMonitor} */
    public PresenceStreams(
            EventsSettings settings, TimeSettings time, KafkaSettings kafka, MeterRegistry meters, LongSupplier nowMs) {
        this.nowMs = nowMs;
        this.settings = settings;
        this.time = time;
        this.kafka = kafka;
        this.meters = meters;
    }

    /** NOT_RUNNING before the start and after the end. */
    public KafkaStreams.State state() {
        KafkaStreams running = streams;
        return running == null ? KafkaStreams.State.NOT_RUNNING : running.state();
    }

    /** For how long partitions that hold something to read have brought nothing. */
    public Duration stuckFor() {
        PartitionEndMonitor looking = lookout;
        return looking == null ? Duration.ZERO : looking.stuckFor();
    }

    @Override
    public void start() {
        Properties properties = StreamsConfiguration.of(settings, kafka);
        int sourcePartitions = sourcePartitions();
        PartitionEndMonitor looking = new PartitionEndMonitor(settings, time, kafka, sourcePartitions, nowMs);
        lookout = looking;
        var topology = new PresenceTopology(
                sourcePartitions,
                settings.shards(),
                time,
                looking,
                settings.waitingAtMost(),
                new ReportCounts(meters),
                Stores::persistentKeyValueStore);
        KafkaStreams created = new KafkaStreams(topology.build(properties), properties);
        created.setUncaughtExceptionHandler(failure -> {
            log.error("a stream thread failed and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        metrics = new KafkaStreamsMetrics(created);
        metrics.bindTo(meters);
        created.start();
        looking.start();
        streams = created;
    }

    @Override
    public void stop() {
        KafkaStreams running = streams;
        if (running != null) {
            // Leaving the group lets the next process start at once, not after the session's time-out.
            running.close(CloseOptions.timeout(CLOSE_WITHIN)
                    .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        }
        PartitionEndMonitor looking = lookout;
        if (looking != null) {
            looking.close();
        }
        if (metrics != null) {
            metrics.close();
        }
        streams = null;
    }

    @Override
    public boolean isRunning() {
        return streams != null;
    }

    private int sourcePartitions() {
        String topic = Topics.ONLINE_USERS.name();
        try (Admin admin = Admin.create(kafka.with(Map.of("client.id", "presence-partitions")))) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return Objects.requireNonNull(description).partitions().size();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
