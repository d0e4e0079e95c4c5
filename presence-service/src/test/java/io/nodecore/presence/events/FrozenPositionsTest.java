package io.nodecore.presence.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.presence.events.FrozenPositions.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FrozenPositionsTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final TopicPartition P = new TopicPartition("node.online-users", 2);

    private final FrozenPositions frozen = new FrozenPositions(Duration.ofSeconds(60));

    @Test
    void a_position_that_stands_still_while_facts_wait_is_frozen_until_it_moves() {
        look(0, 10, 20);
        assertThat(look(60, 10, 25)).isEmpty();
        assertThat(look(61, 10, 30)).containsExactly(Map.entry("node.online-users-2", T0));
        assertThat(look(62, 11, 30)).isEmpty();
    }

    @Test
    void where_nothing_waits_a_position_may_stand_for_ever() {
        look(0, 10, 10);
        assertThat(look(600, 10, 10)).isEmpty();
        assertThat(look(601, 10, 11)).isEmpty();
        assertThat(look(662, 10, 11)).isNotEmpty();
    }

    @Test
    void a_partition_that_went_to_another_process_is_forgotten() {
        look(0, 10, 20);
        frozen.look(Map.of(), T0.plusSeconds(30));
        assertThat(look(61, 10, 20)).isEmpty();
    }

    private Map<String, Instant> look(int second, long committed, long end) {
        return frozen.look(Map.of(P, new Position(committed, end)), T0.plusSeconds(second));
    }
}
