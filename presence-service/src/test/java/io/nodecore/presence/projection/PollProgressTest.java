package io.nodecore.presence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollProgressTest {

    private static final TopicPartition ONE = new TopicPartition("facts", 0);
    private static final TopicPartition OTHER = new TopicPartition("facts", 1);

    private final PollProgress advance = new PollProgress("facts", Duration.ZERO);
    private int generation = 1;
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest") {
        @Override
        public ConsumerGroupMetadata groupMetadata() {
            return new ConsumerGroupMetadata("group", generation, "member", Optional.empty());
        }
    };

    @BeforeEach
    void ten_facts_in_each_partition() {
        consumer.updatePartitions("facts", List.of(info(0), info(1)));
        consumer.updateEndOffsets(Map.of(ONE, 10L, OTHER, 10L));
    }

    @Test
    void at_the_end_of_the_topic_it_is_made_however_often_it_is_asked() {
        consumer.assign(List.of(ONE, OTHER));
        consumer.seek(ONE, 10);
        consumer.seek(OTHER, 10);

        assertThat(advance.isMade(consumer)).isTrue();
        assertThat(advance.isMade(consumer)).isTrue();
    }

    @Test
    void before_the_end_every_partition_has_to_move() {
        consumer.assign(List.of(ONE, OTHER));
        consumer.seek(ONE, 3);
        consumer.seek(OTHER, 3);
        assertThat(advance.isMade(consumer)).as("it was never asked before").isTrue();

        consumer.seek(ONE, 4);
        assertThat(advance.isMade(consumer)).as("the other one stands").isFalse();
        consumer.seek(OTHER, 4);
        assertThat(advance.isMade(consumer)).as("now the first one stands").isFalse();
        consumer.seek(ONE, 10);
        consumer.seek(OTHER, 5);
        assertThat(advance.isMade(consumer)).isTrue();
    }

    @Test
    void without_an_answer_of_kafka_it_is_not_made() {
        assertThat(advance.isMade(consumer)).isTrue();

        consumer.setOffsetsException(new TimeoutException("no broker"));
        assertThat(advance.isMade(consumer)).isFalse();
    }

    @Test
    void without_a_partition_one_has_to_be_a_member_of_the_group() {
        generation = -1;
        assertThat(advance.isMade(consumer)).isFalse();

        generation = 4;
        assertThat(advance.isMade(consumer)).isTrue();
    }

    @Test
    void kafka_is_not_asked_all_the_time() {
        var seldom = new PollProgress("facts", Duration.ofDays(1));

        assertThat(seldom.isMade(consumer)).isTrue();
        assertThat(seldom.isMade(consumer)).isFalse();
    }

    private static PartitionInfo info(int partition) {
        Node broker = Node.noNode();
        return new PartitionInfo("facts", partition, broker, new Node[] {broker}, new Node[] {broker});
    }
}
