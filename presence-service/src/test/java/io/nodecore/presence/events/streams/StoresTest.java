package io.nodecore.presence.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.presence.events.shard.OfflineTimers;
import io.nodecore.presence.events.shard.OfflineTimers.Alarm;
import io.nodecore.presence.events.time.Watermarks;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class StoresTest {

    private final InMemoryStores stores = new InMemoryStores();

    @Test
    void time_stands_until_every_partition_has_been_heard_of() {
        Watermarks watermarks = new Watermarks(stores.of(Serdes.Integer(), Serdes.Long()), 2);
        watermarks.advance(0, 5_000);
        assertThat(watermarks.readUpToMs()).isZero();

        watermarks.advance(1, 3_000);
        assertThat(watermarks.readUpToMs()).isEqualTo(3_000);
    }

    @Test
    void time_is_that_of_the_partition_furthest_behind_and_never_goes_back() {
        Watermarks watermarks = new Watermarks(stores.of(Serdes.Integer(), Serdes.Long()), 2);
        watermarks.advance(0, 60_000);
        watermarks.advance(1, 10_000);
        watermarks.advance(1, 9_000);
        assertThat(watermarks.readUpToMs()).isEqualTo(10_000);

        watermarks.advance(1, 70_000);
        assertThat(watermarks.readUpToMs()).isEqualTo(60_000);
    }

    @Test
    void alarms_ring_once_in_the_order_of_time() {
        OfflineTimers alarms = new OfflineTimers(stores.bytes());
        alarms.set(300, 1);
        alarms.set(100, 3);
        alarms.set(200, 2);

        assertThat(alarms.takeUntil(99, 10)).isEmpty();
        assertThat(alarms.takeUntil(200, 10)).containsExactly(new Alarm(100, 3), new Alarm(200, 2));
        assertThat(alarms.takeUntil(200, 10)).isEmpty();
        assertThat(alarms.takeUntil(300, 10)).containsExactly(new Alarm(300, 1));
    }

    @Test
    void alarms_beyond_the_limit_ring_next_time_and_late_ones_are_not_missed() {
        OfflineTimers alarms = new OfflineTimers(stores.bytes());
        alarms.set(100, 1);
        alarms.set(100, 2);
        alarms.set(100, 3);

        assertThat(alarms.takeUntil(500, 2)).containsExactly(new Alarm(100, 1), new Alarm(100, 2));
        assertThat(alarms.takeUntil(500, 2)).containsExactly(new Alarm(100, 3));
        alarms.set(50, 4);
        assertThat(alarms.takeUntil(500, 2)).containsExactly(new Alarm(50, 4));
    }
}
