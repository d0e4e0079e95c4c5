package io.nodecore.webhooks.delivery;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.webhooks.setup.Webhook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the start position of a new webhook in every partition, before it reads the first event. From then on the committed position
 * applies. If the end offset were looked up at each start instead, events that arrive between two starts would be lost.
 */
final class InitialOffsets {

    private static final Logger log = LoggerFactory.getLogger(InitialOffsets.class);

    private final Webhook webhook;
    private final List<Topic<?>> topics;
    private final KafkaSettings kafka;

    InitialOffsets(Webhook webhook, List<Topic<?>> topics, KafkaSettings kafka) {
        this.webhook = webhook;
        this.topics = topics;
        this.kafka = kafka;
    }

    /** @throws KafkaException if Kafka is unavailable */
    void ensure() {
        try (Admin admin = Admin.create(kafka.with(Map.of("client.id", "webhook-" + webhook.name() + "-enrolment")))) {
            if (isKnown(admin)) {
                return;
            }
            Map<TopicPartition, OffsetAndMetadata> positions = begin(admin);
            admin.alterConsumerGroupOffsets(webhook.group(), positions).all().get();
            log.info("webhook {} is new and begins at the {} of its topics", webhook.name(), webhook.from());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (!isQuickerElsewhere(e.getCause())) {
                throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
            }
        }
    }

    private boolean isKnown(Admin admin) throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(webhook.group()).partitionsToOffsetAndMetadata().get().values().stream()
                .anyMatch(position -> position != null);
    }

    private Map<TopicPartition, OffsetAndMetadata> begin(Admin admin) throws InterruptedException, ExecutionException {
        OffsetSpec spec = switch (webhook.from()) {
            case END -> OffsetSpec.latest();
            case BEGINNING -> OffsetSpec.earliest();
        };
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        admin.describeTopics(topics.stream().map(Topic::name).toList())
                .allTopicNames()
                .get()
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(info -> asked.put(new TopicPartition(topic, info.partition()), spec)));
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                admin.listOffsets(asked).all().get().entrySet()) {
            positions.put(found.getKey(), new OffsetAndMetadata(found.getValue().offset()));
        }
        return positions;
    }

    /**
     * Another process of the relay committed the start position at the same time and already reads: the group accepts commits only from its
     * members.
     */
    private static boolean isQuickerElsewhere(@Nullable Throwable cause) {
        return cause instanceof UnknownMemberIdException || cause instanceof GroupSubscribedToTopicException;
    }
}
