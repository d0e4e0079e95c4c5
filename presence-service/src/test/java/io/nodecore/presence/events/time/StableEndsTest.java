package io.nodecore.presence.events.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.presence.events.streams.EventsSettingsTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StableEndsTest {

    private static final long T = 1_800_000_000_000L;

    private final StableEnds looks = new StableEnds(EventsSettingsTest.bound(TimeSettings.class, Map.of()));

    @Test
    void looks_count_when_they_have_gone_well_for_as_long_as_reports_may_be_out_of_order() {
        lookEverySecond(0, 4);
        assertThat(looks.of(3)).isEmpty();

        lookEverySecond(5, 5);
        assertThat(looks.of(3)).contains(look(5));
        assertThat(looks.of(4)).isEmpty();
    }

    @Test
    void after_an_interruption_gateways_are_given_the_time_to_append_what_they_kept() {
        lookEverySecond(0, 10);
        assertThat(looks.of(3)).contains(look(10));

        lookEverySecond(20, 24);
        assertThat(looks.of(3)).isEmpty();
        lookEverySecond(25, 25);
        assertThat(looks.of(3)).contains(look(25));
    }

    private void lookEverySecond(int from, int to) {
        for (int second = from; second <= to; second++) {
            looks.add(3, look(second));
        }
    }

    private static PartitionEnd look(int second) {
        return new PartitionEnd(T + second * 1_000L, 7, 7);
    }
}
