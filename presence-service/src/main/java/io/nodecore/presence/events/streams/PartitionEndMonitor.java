package io.nodecore.presence.events.streams;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.events.time.PartitionEnd;
import io.nodecore.presence.events.time.PartitionEnds;
import io.nodecore.presence.events.time.StableEnds;
import io.nodecore.presence.events.time.TimeSettings;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the end offsets of the partitions and the committed offsets of the topology (of all its processes) twice a second, in order to
 * detect that no record is unread, and to detect missing progress.
 */
final class PartitionEndMonitor implements PartitionEnds, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PartitionEndMonitor.class);

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int TIMEOUT_MS = 5_000;

    private final EventsSettings settings;
    private final int sourcePartitions;
    private final Admin admin;
    private final StableEnds looks;
    private final LongSupplier nowMs;
    private final ReadingProgress progress;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("presence-lookout").daemon().factory());

    private boolean failing;

    /** @param nowMs the wall clock, Unix milliseconds: used to detect that no record is unread; never part of an event */
    PartitionEndMonitor(
            EventsSettings settings, TimeSettings time, KafkaSettings kafka, int sourcePartitions, LongSupplier nowMs) {
        this.nowMs = nowMs;
        this.progress = new ReadingProgress(nowMs.getAsLong());
        this.settings = settings;
        this.sourcePartitions = sourcePartitions;
        this.looks = new StableEnds(time);
        this.admin = Admin.create(kafka.with(Map.of(
                "client.id", "presence-lookout",
                "request.timeout.ms", TIMEOUT_MS,
                "default.api.timeout.ms", TIMEOUT_MS)));
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Optional<PartitionEnd> of(int partition) {
        return looks.of(partition);
    }

    /** How long a partition with unread records has made no progress, or how long its progress has been unknown. */
    Duration stuckFor() {
        return progress.stuckFor(nowMs.getAsLong());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ZERO);
    }

    private void look() {
        try {
            Map<TopicPartition, PartitionEnd> sources = look(Topics.ONLINE_USERS.name(), sourcePartitions);
            sources.forEach((partition, end) -> looks.add(partition.partition(), end));
            // The re-keyed topic exists once a record has been read.
            if (sources.values().stream().anyMatch(end -> end.committed() > 0)) {
                look(settings.applicationId() + "-" + PresenceTopology.USER_SHARDS + "-repartition", settings.shards());
            }
            failing = false;
        } catch (ExecutionException | RuntimeException e) {
            // Logged once: the monitor retries twice a second.
            if (!failing && !thread.isShutdown()) {
                log.warn("the ends of the partitions can't be looked at: {}", e.toString());
            }
            failing = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The order matters: first the time, then the end offsets, then the committed offsets. */
    private Map<TopicPartition, PartitionEnd> look(String topic, int partitions)
            throws ExecutionException, InterruptedException {
        long atMs = nowMs.getAsLong();
        Map<TopicPartition, Long> ends = offsets(topic, partitions, OffsetSpec.latest());
        // Records that retention deleted before they were read are never committed.
        Map<TopicPartition, Long> starts = offsets(topic, partitions, OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(settings.applicationId())
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, PartitionEnd> found = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata readUpTo = committed.get(partition);
            long next = Math.max(starts.getOrDefault(partition, 0L), readUpTo == null ? 0 : readUpTo.offset());
            found.put(partition, new PartitionEnd(atMs, end, next));
        });
        found.forEach((partition, end) -> progress.observe(partition, end.committed(), end.end(), atMs));
        return found;
    }

    private Map<TopicPartition, Long> offsets(String topic, int partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(partition -> new TopicPartition(topic, partition), partition -> which));
        return admin.listOffsets(asked).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, answer -> answer.getValue().offset()));
    }
}
