package io.nodecore.presence.events.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.events.shard.ReportCounts;
import io.nodecore.presence.events.time.PartitionEnd;
import io.nodecore.presence.events.time.TimeSettings;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.KafkaStreamsCustomizer;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.streams.KafkaStreamsMicrometerListener;

/**
 * Runs {@link PresenceTopology} in this process by a {@link StreamsBuilderFactoryBean}, and the monitor of the partition ends beside it,
 * from the start of Kafka Streams to its end.
 */
public final class PresenceStreams
        implements KafkaStreamsInfrastructureCustomizer, KafkaStreamsCustomizer, StreamsBuilderFactoryBean.Listener {

    private static final Logger log = LoggerFactory.getLogger(PresenceStreams.class);
    private static final int CLOSE_SECONDS = 10;

    private final EventsSettings settings;
    private final TimeSettings time;
    private final KafkaSettings kafka;
    private final MeterRegistry meters;
    private final LongSupplier nowMs;

    private volatile int sourcePartitions;
    private volatile @Nullable PartitionEndMonitor monitor;

    /** @param nowMs see {@link PartitionEndMonitor} */
    public PresenceStreams(
            EventsSettings settings, TimeSettings time, KafkaSettings kafka, MeterRegistry meters, LongSupplier nowMs) {
        this.settings = settings;
        this.time = time;
        this.kafka = kafka;
        this.meters = meters;
        this.nowMs = nowMs;
    }

    /** The bean that starts and stops Kafka Streams with the application context. */
    public StreamsBuilderFactoryBean factoryBean() {
        var configuration = new KafkaStreamsConfiguration(StreamsConfiguration.of(settings, kafka));
        var bean = new StreamsBuilderFactoryBean(configuration);
        bean.setInfrastructureCustomizer(this);
        bean.setKafkaStreamsCustomizer(this);
        bean.setStreamsUncaughtExceptionHandler(failure -> {
            log.error("a stream thread failed and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        bean.addListener(this);
        bean.addListener(new KafkaStreamsMicrometerListener(meters));
        bean.setCloseTimeout(CLOSE_SECONDS);
        // The next process then starts at once instead of after the session timeout.
        bean.setLeaveGroupOnClose(true);
        bean.setPhase(SmartLifecycle.DEFAULT_PHASE);
        return bean;
    }

    /** How long partitions that hold unread reports have made no progress. */
    Duration stuckFor() {
        PartitionEndMonitor current = monitor;
        return current == null ? Duration.ZERO : current.stuckFor();
    }

    @Override
    public void configureBuilder(StreamsBuilder builder) {
        new PresenceTopology(
                        () -> sourcePartitions,
                        settings.shards(),
                        time,
                        this::end,
                        settings.waitingAtMost(),
                        new ReportCounts(meters),
                        Stores::persistentKeyValueStore)
                .addTo(builder);
    }

    /** Called before Kafka Streams starts. */
    @Override
    public void customize(KafkaStreams streams) {
        sourcePartitions = askSourcePartitions();
        var started = new PartitionEndMonitor(settings, time, kafka, sourcePartitions, nowMs);
        monitor = started;
        started.start();
    }

    @Override
    public void streamsRemoved(String id, KafkaStreams streams) {
        PartitionEndMonitor current = monitor;
        if (current != null) {
            current.close();
        }
    }

    private Optional<PartitionEnd> end(int partition) {
        PartitionEndMonitor current = monitor;
        return current == null ? Optional.empty() : current.of(partition);
    }

    private int askSourcePartitions() {
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
