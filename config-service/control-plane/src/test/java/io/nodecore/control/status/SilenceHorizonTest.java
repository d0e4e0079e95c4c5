package io.nodecore.control.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SilenceHorizonTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final TopicPartition A = new TopicPartition("node.heartbeats", 0);
    private static final TopicPartition B = new TopicPartition("node.heartbeats", 1);

    private final SilenceHorizon horizon = new SilenceHorizon(Duration.ofSeconds(30));

    @Test
    void a_fresh_process_waits_until_nodes_could_report() {
        for (int second = 0; second < 30; second += 2) {
            assertThat(tick(second, 5, 5)).as("second %d", second).isEmpty();
        }
        assertThat(tick(30, 5, 5)).contains(at(30));
    }

    @Test
    void while_the_projection_is_behind_nobody_is_judged_by_what_it_has_not_read() {
        trustAt30();

        horizon.look(at(32), Map.of(A, 9L, B, 3L));

        assertThat(horizon.at(Map.of(A, 8L, B, 4L))).as("one partition behind").contains(at(30));
        assertThat(horizon.isLooking()).as("the next look waits for this one").isFalse();
        assertThat(horizon.at(Map.of(A, 9L, B, 4L))).contains(at(32));
        assertThat(horizon.isLooking()).isTrue();
    }

    @Test
    void after_an_outage_nodes_get_the_time_to_report_again() {
        trustAt30();

        assertThat(tick(120, 9, 9)).as("heard nothing for 90 s").isEmpty();
        for (int second = 122; second < 150; second += 2) {
            assertThat(tick(second, 9, 9)).as("second %d", second).isEmpty();
        }
        assertThat(tick(150, 9, 9)).contains(at(150));
    }

    private void trustAt30() {
        for (int second = 0; second <= 30; second += 2) {
            tick(second, 5, 5);
        }
    }

    private Optional<Instant> tick(int second, long end, long position) {
        assertThat(horizon.isLooking()).isTrue();
        horizon.look(at(second), Map.of(A, end));
        return horizon.at(Map.of(A, position));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
