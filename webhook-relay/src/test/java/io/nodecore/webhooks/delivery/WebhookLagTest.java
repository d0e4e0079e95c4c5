package io.nodecore.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a process notices that has no partition, because others have them all. */
class WebhookLagTest {

    private static final List<Topic<?>> TOPICS = Topics.EVENTS;

    /** A consumer in a group, of a Kafka that is there or away. */
    private static final class Idle extends MockConsumer<byte[], byte[]> {

        private final int generation;
        private final boolean kafkaIsAway;

        Idle(int generation, boolean kafkaIsAway) {
            super("none");
            this.generation = generation;
            this.kafkaIsAway = kafkaIsAway;
            for (Topic<?> topic : TOPICS) {
                var nobody = new Node[0];
                updatePartitions(
                        topic.name(), List.of(new PartitionInfo(topic.name(), 0, Node.noNode(), nobody, nobody)));
            }
        }

        /** As Kafka's own: who asks for nothing needs nobody to answer. */
        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration patience) {
            if (kafkaIsAway && !partitions.isEmpty()) {
                throw new TimeoutException("no broker");
            }
            Map<TopicPartition, Long> ends = new HashMap<>();
            new ArrayList<>(partitions).forEach(partition -> ends.put(partition, 9L));
            return ends;
        }

        @Override
        public ConsumerGroupMetadata groupMetadata() {
            return new ConsumerGroupMetadata("group", generation, "member", Optional.empty());
        }
    }

    @Test
    void it_is_well_as_long_as_kafka_answers() {
        assertThat(lag().refresh(new Idle(3, false))).isTrue();
    }

    @Test
    void it_notices_that_kafka_is_away() {
        assertThat(lag().refresh(new Idle(3, true))).isFalse();
    }

    @Test
    void it_notices_that_the_group_has_not_let_it_in() {
        assertThat(lag().refresh(new Idle(-1, false))).isFalse();
    }

    private static WebhookLag lag() {
        return new WebhookLag(() -> 0, TOPICS, Duration.ofSeconds(45));
    }
}
