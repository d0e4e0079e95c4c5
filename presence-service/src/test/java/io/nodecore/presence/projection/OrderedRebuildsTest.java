package io.nodecore.presence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OrderedRebuildsTest {

    private static final TopicPartition ONE = new TopicPartition("facts", 0);

    private final OrderedRebuilds rebuilds = new OrderedRebuilds();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");

    @Test
    void without_a_partition_nothing_is_rebuilt_and_the_order_waits_for_one() {
        rebuilds.order(7);
        assertThat(rebuilds.areDue(consumer)).isFalse();
        assertThat(rebuilds.fulfilled(consumer)).isEmpty();

        own(0, 5);
        assertThat(rebuilds.areDue(consumer)).isTrue();
    }

    @Test
    void it_is_fulfilled_by_reading_to_where_the_topic_ended_when_it_began() {
        own(0, 5);
        rebuilds.order(7);
        rebuilds.order(8);
        rebuilds.begin(consumer);
        rebuilds.order(9);
        consumer.updateEndOffsets(Map.of(ONE, 9L));

        assertThat(rebuilds.fulfilled(consumer)).isEmpty();
        consumer.seek(ONE, 5);
        assertThat(rebuilds.fulfilled(consumer)).containsExactly(7L, 8L);
        rebuilds.stored(List.of(7L, 8L));
        assertThat(rebuilds.areDue(consumer)).as("the one that came later").isTrue();
    }

    @Test
    void what_was_cut_off_before_it_was_told_begins_again() {
        own(5, 5);
        rebuilds.order(7);
        rebuilds.begin(consumer);
        assertThat(rebuilds.fulfilled(consumer)).containsExactly(7L);

        rebuilds.startAgain();
        assertThat(rebuilds.fulfilled(consumer)).isEmpty();
        assertThat(rebuilds.areDue(consumer)).isTrue();

        rebuilds.begin(consumer);
        rebuilds.stored(rebuilds.fulfilled(consumer));
        assertThat(rebuilds.areDue(consumer)).isFalse();
    }

    private void own(long position, long end) {
        consumer.assign(List.of(ONE));
        consumer.updateEndOffsets(Map.of(ONE, end));
        consumer.seek(ONE, position);
    }
}
