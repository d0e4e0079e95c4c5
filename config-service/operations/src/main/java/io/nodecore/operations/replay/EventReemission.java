package io.nodecore.operations.replay;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.replay.Reemission;
import io.nodecore.replay.ReplayOrder;
import io.nodecore.replay.Scope;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Emits the domain events of the past again, byte for byte and with their ids, into a topic that the operator names.
 *
 * <p>They are read from their own topics, which keep them for ever: facts of presence are gone after 7 days, and limits that held when
 * an event was decided may be others now, so to decide again could not be exact.
 */
final class EventReemission implements Reemission {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final KafkaSettings kafka;

    EventReemission(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    @Override
    public String name() {
        return ReplayOrder.EVENTS;
    }

    @Override
    public Optional<String> refusal(ReplayOrder order) {
        String target = order.targetTopic();
        boolean isFacts = Stream.concat(Topics.FACTS.stream(), Topics.CONTROL.stream())
                .anyMatch(topic -> topic.name().equals(target));
        if (isFacts || target.endsWith(".dlq")) {
            return Optional.of("events would be taken for facts in " + target);
        }
        try (var consumer = consumer(order)) {
            return consumer.listTopics().containsKey(target)
                    ? Optional.empty()
                    : Optional.of("there is no topic " + target + ": make it first");
        }
    }

    @Override
    public void run(ReplayOrder order, BooleanSupplier goesOn, Told told) {
        try (var consumer = consumer(order);
                var producer = producer(order)) {
            List<TopicPartition> partitions = topics(order.scope()).stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> first = firstOffsets(consumer, partitions, ends, order.scope());
            first.forEach(consumer::seek);
            long total = ends.entrySet().stream()
                    .mapToLong(end -> end.getValue() - first.getOrDefault(end.getKey(), 0L))
                    .sum();
            long startedAt = System.nanoTime();
            long passed = 0;
            while (passed < total && goesOn.getAsBoolean()) {
                emit(consumer.poll(POLL), ends, order, producer);
                passed = passed(consumer, ends, first);
                told.told(passed, total);
                pace(order, passed, startedAt, goesOn);
            }
            told.told(passed, total);
        }
    }

    private static void emit(
            ConsumerRecords<byte[], byte[]> polled,
            Map<TopicPartition, Long> ends,
            ReplayOrder order,
            KafkaProducer<byte[], byte[]> producer) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> event : polled) {
            long end = ends.getOrDefault(new TopicPartition(event.topic(), event.partition()), 0L);
            if (event.offset() < end && concerns(order.scope(), event)) {
                sent.add(producer.send(
                        new ProducerRecord<>(order.targetTopic(), null, event.key(), event.value(), event.headers())));
            }
        }
        for (Future<RecordMetadata> acknowledged : sent) {
            try {
                acknowledged.get();
            } catch (ExecutionException e) {
                throw new KafkaException("an event was not acknowledged", e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    private static List<Topic> topics(Scope scope) {
        return switch (scope) {
            case Scope.OfNode ofNode -> List.of(Topics.NODE_EVENTS);
            case Scope.OfUser ofUser -> List.of(Topics.USER_EVENTS);
            case Scope.Everything everything -> Topics.EVENTS;
            case Scope.Since since -> Topics.EVENTS;
            case Scope.FromOffset fromOffset -> Topics.EVENTS;
        };
    }

    private static boolean concerns(Scope scope, ConsumerRecord<byte[], byte[]> event) {
        return switch (scope) {
            case Scope.OfNode(long nodeId) -> hasKey(event, nodeId);
            case Scope.OfUser(long userId) -> hasKey(event, userId);
            case Scope.Everything everything -> true;
            case Scope.Since since -> true;
            case Scope.FromOffset fromOffset -> true;
        };
    }

    private static boolean hasKey(ConsumerRecord<byte[], byte[]> event, long id) {
        return new String(event.key(), StandardCharsets.UTF_8).equals(Long.toString(id));
    }

    private static Map<TopicPartition, Long> firstOffsets(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            Scope scope) {
        Map<TopicPartition, Long> first = new HashMap<>(consumer.beginningOffsets(partitions));
        if (scope instanceof Scope.FromOffset(long offset)) {
            first.replaceAll(
                    (partition, begin) -> Math.min(Math.max(begin, offset), ends.getOrDefault(partition, begin)));
        } else if (scope instanceof Scope.Since(var from)) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            first.replaceAll((partition, begin) -> {
                OffsetAndTimestamp since = found.get(partition);
                return since == null ? ends.getOrDefault(partition, begin) : since.offset();
            });
        }
        return first;
    }

    private static long passed(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> first) {
        long passed = 0;
        for (var end : ends.entrySet()) {
            passed += Math.min(end.getValue(), consumer.position(end.getKey())) - first.getOrDefault(end.getKey(), 0L);
        }
        return passed;
    }

    private static void pace(ReplayOrder order, long passed, long startedAt, BooleanSupplier goesOn) {
        if (order.factsPerSecond() > 0) {
            long due = startedAt + passed * SECOND_NANOS / order.factsPerSecond();
            while (System.nanoTime() - due < 0 && goesOn.getAsBoolean()) {
                LockSupport.parkNanos(Math.min(SECOND_NANOS / 20, due - System.nanoTime()));
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(ReplayOrder order) {
        return new KafkaConsumer<>(
                kafka.with(Map.of(
                        "client.id", "reemission-" + order.id(),
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "none",
                        "isolation.level", "read_committed",
                        "allow.auto.create.topics", "false")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer(ReplayOrder order) {
        return new KafkaProducer<>(
                kafka.with(Map.of("client.id", "reemission-" + order.id(), "acks", "all", "compression.type", "lz4")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
