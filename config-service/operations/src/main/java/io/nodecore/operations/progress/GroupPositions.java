package io.nodecore.operations.progress;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The positions of projections that have none in Postgres: those in Redis, and the topology of domain events. Their positions are the
 * committed offsets of their groups, {@code nodecore.<projection>}.
 *
 * <p>Webhooks are not listed: the relay reports their lag, and the group of a removed webhook exists for a long time, with a lag that has
 * no meaning.
 */
final class GroupPositions implements AutoCloseable {

    /** One partition of one group. */
    record Position(String projection, TopicPartition partition, long nextOffset) {}

    private static final Logger log = LoggerFactory.getLogger(GroupPositions.class);
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final String PREFIX = "nodecore.";
    private static final String WEBHOOKS = PREFIX + "webhook.";

    /** The internal topics of a topology are not shown. */
    private static final Set<String> TOPICS = Stream.of(Topics.FACTS, Topics.EVENTS)
            .flatMap(List::stream)
            .map(Topic::name)
            .collect(Collectors.toSet());

    private final Admin admin;

    GroupPositions(KafkaSettings kafka) {
        this.admin = Admin.create(kafka.with(Map.of(
                "client.id", "nodecore-config-groups",
                "default.api.timeout.ms", (int) DEADLINE.toMillis(),
                "request.timeout.ms", (int) DEADLINE.toMillis())));
    }

    /** The groups except those of webhooks and of these projections; empty while Kafka does not answer in time. */
    List<Position> without(Collection<String> projections) {
        try {
            Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
            for (GroupListing group : admin.listGroups().all().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                String id = group.groupId();
                if (id.startsWith(PREFIX)
                        && !id.startsWith(WEBHOOKS)
                        && !projections.contains(id.substring(PREFIX.length()))) {
                    asked.put(id, new ListConsumerGroupOffsetsSpec());
                }
            }
            List<Position> positions = new ArrayList<>();
            if (!asked.isEmpty()) {
                admin.listConsumerGroupOffsets(asked)
                        .all()
                        .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                        .forEach((group, offsets) -> add(group, offsets, positions));
            }
            return positions;
        } catch (ExecutionException | TimeoutException e) {
            log.debug("no offsets of groups", e);
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static void add(String group, Map<TopicPartition, OffsetAndMetadata> offsets, List<Position> positions) {
        offsets.forEach((partition, offset) -> {
            if (offset != null && TOPICS.contains(partition.topic())) {
                positions.add(new Position(group.substring(PREFIX.length()), partition, offset.offset()));
            }
        });
    }

    @Override
    public void close() {
        admin.close(DEADLINE);
    }
}
