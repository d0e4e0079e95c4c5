package io.nodecore.presence.online;

import static io.nodecore.presence.Reports.received;
import static io.nodecore.presence.Reports.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.presence.Reports;
import io.nodecore.presence.SettableClock;
import io.nodecore.presence.redis.RedisWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlineProjectionTest {

    private static final long NOW = 1_700_000_000_000L;

    private final SettableClock clock = new SettableClock(Instant.ofEpochMilli(NOW));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OnlineProjection view = new OnlineProjection(new OnlineSettings(1_000), clock, meters);

    @Test
    void a_report_as_old_as_the_ttl_writes_nothing() {
        assertThat(writesAt(NOW - 20_000)).isZero();
        assertThat(meters.counter("nodecore.presence.facts.stale", "view", "online")
                        .count())
                .isEqualTo(1);
        assertThat(writesAt(NOW - 19_999)).isEqualTo(3);
    }

    @Test
    void an_older_report_of_another_node_does_not_move_a_key_back() {
        assertThat(writesAt(NOW)).isEqualTo(3);
        assertThat(writesAt(NOW - 4_000)).isZero();
        assertThat(writesAt(NOW + 1)).isEqualTo(3);
    }

    @Test
    void a_node_has_one_count_for_each_batch_from_its_newest_report() {
        List<RedisWrite> writes = view.writes(List.of(
                received(1, NOW - 1_000, Reports.of(user(1, 3))),
                received(1, NOW, Reports.of()),
                received(2, NOW, Reports.of())));

        assertThat(writes).as("two keys of user 1, and one of each node").hasSize(4);
        assertThat(view.writes(List.of(received(1, NOW - 500, Reports.of())))).isEmpty();
    }

    @Test
    void after_a_failure_everything_is_written_again() {
        writesAt(NOW);
        view.forget();

        assertThat(writesAt(NOW)).isEqualTo(3);
    }

    @Test
    void what_has_expired_is_no_longer_remembered() {
        writesAt(NOW);
        clock.advance(Duration.ofSeconds(20));
        view.writes(List.of());

        assertThat(meters.get("nodecore.presence.remembered.keys").gauge().value())
                .isZero();
    }

    @Test
    void a_gateway_whose_clock_is_ahead_makes_nobody_vanish_who_is_reported_by_another() {
        assertThat(writesAt(NOW + 60_000)).isEqualTo(3);
        clock.advance(Duration.ofSeconds(10));

        assertThat(writesAt(NOW + 10_000)).isEqualTo(3);
    }

    private int writesAt(long receivedAtMs) {
        return view.writes(List.of(received(1, receivedAtMs, Reports.of(user(42, 3)))))
                .size();
    }
}
