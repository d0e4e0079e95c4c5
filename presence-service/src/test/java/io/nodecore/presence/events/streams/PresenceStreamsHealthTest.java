package io.nodecore.presence.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class PresenceStreamsHealthTest {

    private static final TopicPartition PARTITION = new TopicPartition("node.online-users", 3);
    private static final TopicPartition OTHER = new TopicPartition("node.online-users", 4);

    private final ReadingProgress progress = new ReadingProgress(0);

    @Test
    void a_partition_with_something_to_read_that_brings_nothing_is_down_within_a_minute() {
        for (int second = 0; second <= 60; second++) {
            progress.observe(PARTITION, 5, 6 + second, second * 1_000);
            progress.observe(OTHER, second, second, second * 1_000);
            assertThat(status(State.RUNNING, second)).isEqualTo(second < 45 ? Status.UP : Status.DOWN);
        }
        progress.observe(PARTITION, 6, 70, 61_000);
        assertThat(status(State.RUNNING, 61)).isEqualTo(Status.UP);
    }

    @Test
    void reading_slowly_and_having_nothing_to_read_are_both_well() {
        for (int second = 0; second <= 300; second++) {
            progress.observe(PARTITION, second / 10, 1_000, second * 1_000);
            progress.observe(OTHER, 7, 7, second * 1_000);
            assertThat(status(State.REBALANCING, second)).isEqualTo(Status.UP);
        }
    }

    @Test
    void a_process_that_cannot_look_does_not_know_that_it_is_well() {
        progress.observe(PARTITION, 7, 7, 1_000);

        assertThat(status(State.RUNNING, 45)).isEqualTo(Status.UP);
        assertThat(status(State.RUNNING, 46)).isEqualTo(Status.DOWN);
    }

    @Test
    void a_topology_that_has_ended_is_down() {
        assertThat(status(State.ERROR, 0)).isEqualTo(Status.DOWN);
    }

    private Status status(State state, int second) {
        return new PresenceStreamsHealth(() -> state, () -> progress.stuckFor(second * 1_000L), Duration.ofSeconds(45))
                .health()
                .getStatus();
    }
}
