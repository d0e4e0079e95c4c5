package io.nodecore.operations.replay;

import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.KafkaProducers;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.Throttle;
import io.nodecore.journal.TopicRange;
import io.nodecore.replay.Reemission;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Key;
import io.nodecore.schemas.Topic.Kind;
import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Publishes past domain events again, byte for byte and with their ids, to a topic that the operator names.
 *
 * <p>They are read from their own topics, which have unlimited retention: facts of presence are deleted after 7 days, and limits may have
 * changed since an event was decided, so a second decision could not be exact.
 */
final class EventReemission implements Reemission {

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
        boolean isFacts = Topics.named(target)
                .filter(topic -> topic.kind() == Kind.FACT || topic.kind() == Kind.CONTROL)
                .isPresent();
        if (isFacts || target.endsWith(".dlq")) {
            return Optional.of("events would be taken for facts in " + target);
        }
        try (var range = TopicRange.open(consumers(order))) {
            return range.exists(target)
                    ? Optional.empty()
                    : Optional.of("topic " + target + " does not exist: create it first");
        }
    }

    @Override
    public void run(ReplayOrder order, BooleanSupplier goesOn, Told told) {
        var producers = KafkaProducers.factory(kafka, "reemission-" + order.id());
        try (var range = TopicRange.open(consumers(order));
                var producer = producers.createProducer()) {
            Map<TopicPartition, Long> ends = range.ends(range.partitions(topics(order.scope())));
            Map<TopicPartition, Long> first = firstOffsets(range, ends, order.scope());
            long total = distance(first, ends);
            Map<TopicPartition, Long> positions = new HashMap<>(first);
            var throttle = new Throttle(order.factsPerSecond());
            range.read(first, ends, batch -> {
                emit(batch, order, producer);
                long before = distance(first, positions);
                positions.putAll(batch.nextOffsets());
                long passed = distance(first, positions);
                told.told(passed, total);
                throttle.after(passed - before, goesOn);
                return goesOn.getAsBoolean();
            });
            told.told(distance(first, positions), total);
        } finally {
            producers.destroy();
        }
    }

    private static long distance(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        return from.entrySet().stream()
                .mapToLong(begin -> to.getOrDefault(begin.getKey(), begin.getValue()) - begin.getValue())
                .sum();
    }

    private static void emit(TopicRange.Batch batch, ReplayOrder order, Producer<byte[], byte[]> producer) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> event : batch.all()) {
            if (concerns(order.scope(), event)) {
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

    private static List<Topic<?>> topics(Scope scope) {
        return switch (scope) {
            case Scope.OfNode ofNode -> eventsOf(Key.NODE_ID);
            case Scope.OfUser ofUser -> eventsOf(Key.USER_ID);
            case Scope.Everything everything -> Topics.EVENTS;
            case Scope.Since since -> Topics.EVENTS;
            case Scope.FromOffset fromOffset -> Topics.EVENTS;
        };
    }

    private static List<Topic<?>> eventsOf(Key key) {
        return Topics.EVENTS.stream().filter(topic -> topic.key() == key).toList();
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
            TopicRange range, Map<TopicPartition, Long> ends, Scope scope) {
        if (scope instanceof Scope.Since(var from)) {
            return range.offsetsAt(from, ends);
        }
        Map<TopicPartition, Long> first = new HashMap<>(range.begins(ends.keySet()));
        if (scope instanceof Scope.FromOffset(long offset)) {
            first.replaceAll(
                    (partition, begin) -> Math.min(Math.max(begin, offset), ends.getOrDefault(partition, begin)));
        }
        return first;
    }

    private KafkaConsumers consumers(ReplayOrder order) {
        return KafkaConsumers.bounded(kafka, "reemission-" + order.id(), OffsetReset.NONE);
    }
}
