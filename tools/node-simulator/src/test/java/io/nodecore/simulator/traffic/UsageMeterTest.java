package io.nodecore.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.simulator.traffic.UsageMeter.MinuteOfLink;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageMeterTest {

    private static final Link LINK = new Link("uuid", 42, 9, 3, "vless");
    private static final Instant MINUTE = Instant.parse("2026-11-23T10:00:00Z");

    private final UsageMeter meter = new UsageMeter();

    @Test
    void bytes_of_one_minute_and_link_add_up() {
        meter.count(MINUTE.plusSeconds(1), Map.of(LINK, new Bytes(1, 2)));
        meter.count(MINUTE.plusSeconds(59), Map.of(LINK, new Bytes(10, 20)));
        meter.count(MINUTE.plusSeconds(60), Map.of(LINK, new Bytes(100, 200)));

        assertThat(meter.drain())
                .isEqualTo(Map.of(
                        new MinuteOfLink(MINUTE, LINK), new Bytes(11, 22),
                        new MinuteOfLink(MINUTE.plusSeconds(60), LINK), new Bytes(100, 200)));
    }

    @Test
    void drained_bytes_are_not_drained_again() {
        meter.count(MINUTE, Map.of(LINK, new Bytes(1, 2)));
        meter.drain();

        assertThat(meter.isEmpty()).isTrue();
        assertThat(meter.drain()).isEmpty();
    }

    @Test
    void zero_bytes_are_not_usage() {
        meter.count(MINUTE, Map.of(LINK, Bytes.NONE));

        assertThat(meter.isEmpty()).isTrue();
    }
}
