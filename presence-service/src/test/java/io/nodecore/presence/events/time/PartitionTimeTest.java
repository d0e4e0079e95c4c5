package io.nodecore.presence.events.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.presence.events.streams.EventsSettingsTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionTimeTest {

    private static final long NOW = 1_800_000_000_000L;
    private static final long HISTORY = NOW - 86_400_000;
    private static final long HOURS = 3 * 3_600_000;

    private final TimeSettings settings = EventsSettingsTest.bound(TimeSettings.class, Map.of());
    private final PartitionTime time = new PartitionTime(settings, NOW);

    @Test
    void reports_move_the_time_on_less_the_disorder_that_is_allowed() {
        time.read(0, HISTORY, NOW, NOW);
        assertThat(time.readUpToMs()).isEqualTo(HISTORY - 5_000);

        time.read(1, HISTORY - 4_000, NOW, NOW);
        assertThat(time.readUpToMs()).isEqualTo(HISTORY - 5_000);

        time.read(2, HISTORY + 10_000, NOW, NOW);
        assertThat(time.readUpToMs()).isEqualTo(HISTORY + 5_000);
    }

    @Test
    void a_live_partition_that_is_read_to_its_end_is_at_the_time_of_the_look() {
        time.read(6, NOW - 100, NOW - 90, NOW);
        time.look(new PartitionEnd(NOW + 500, 7, 0));

        assertThat(time.readUpToMs()).isEqualTo(NOW - 500);
    }

    @Test
    void what_was_committed_was_read_too() {
        time.read(6, NOW - 100, NOW - 90, NOW);
        time.look(new PartitionEnd(NOW + 500, 9, 9));

        assertThat(time.readUpToMs()).isEqualTo(NOW - 500);
    }

    @Test
    void a_partition_that_stands_still_before_its_end_moves_nothing() {
        time.read(6, NOW - 100, NOW - 90, NOW);
        time.look(new PartitionEnd(NOW + 500, 8, 3));
        time.look(new PartitionEnd(NOW + 500_000, 8, 3));

        assertThat(time.readUpToMs()).isEqualTo(NOW - 5_100);
    }

    @Test
    void who_writes_history_slowly_is_waited_for() {
        time.read(0, HISTORY, NOW, NOW);
        time.look(new PartitionEnd(NOW + 4_900, 1, 1));
        assertThat(time.readUpToMs()).isEqualTo(HISTORY - 5_000);

        time.look(new PartitionEnd(NOW + 5_000, 1, 1));
        assertThat(time.readUpToMs()).isEqualTo(NOW + 4_000);
    }

    @Test
    void an_empty_partition_does_not_hold_the_others_back() {
        time.look(new PartitionEnd(NOW + 4_999, 0, 0));
        assertThat(time.readUpToMs()).isZero();

        time.look(new PartitionEnd(NOW + 5_000, 0, 0));
        assertThat(time.readUpToMs()).isEqualTo(NOW + 4_000);
    }

    @Test
    void a_gateway_that_is_hours_ahead_does_not_make_the_reports_of_others_late() {
        time.read(0, NOW + HOURS, NOW, NOW);
        assertThat(time.readUpToMs()).isEqualTo(NOW - 5_000);
    }

    @Test
    void nor_are_its_users_online_for_hours_after_they_went() {
        assertThat(PartitionTime.timeOf(settings, NOW + HOURS, NOW)).isEqualTo(NOW + 60_000);
        assertThat(PartitionTime.timeOf(settings, NOW + 59_999, NOW)).isEqualTo(NOW + 59_999);
        assertThat(PartitionTime.timeOf(settings, HISTORY, NOW)).isEqualTo(HISTORY);
    }
}
