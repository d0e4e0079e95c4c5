package io.nodecore.usage.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.usage.UsageDatabase;
import io.nodecore.usage.UsageRows;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionProjectionIT {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    private final UsageDatabase database = new UsageDatabase();
    private final SessionProjection projection = new SessionProjection();

    @Test
    void the_same_event_is_stored_once_whichever_report_brings_it() {
        apply(fact("a", event("online", NOON, "2001:DB8:0:0:0:0:0:1"), event("online", NOON, "2001:db8::1")));
        apply(fact("b", event("online", NOON, "2001:db8:0::1")));

        assertThat(
                        database.query(
                                "select node_id, user_id, protocol, event_type, occurred_at, ip_address from public.session_events"))
                .containsExactly("1 42 vless online 2026-01-01 12:00:00.123456+00 2001:db8::1");
    }

    @Test
    void events_that_differ_in_any_part_are_different_events() {
        apply(
                fact(
                        "a",
                        event("online", NOON, "192.0.2.1"),
                        event("online", NOON, null),
                        event("offline", NOON, null)),
                fact("b", event("online", NOON.plusNanos(1_000), null)),
                fact("c", new SessionEvent(43, "vless", "online", NOON, null)),
                fact("d", new SessionEvent(42, "vmess", "online", NOON, null)));

        assertThat(UsageRows.sessions(database)).hasSize(6);
    }

    @Test
    void a_report_id_counts_once_even_with_other_events() {
        assertThat(apply(fact("a", event("online", NOON, null)))).isZero();
        assertThat(apply(fact("a", event("offline", NOON, null)))).isEqualTo(1);

        assertThat(UsageRows.sessions(database)).hasSize(1);
    }

    /** @return how many of them were repeats */
    @SafeVarargs
    private int apply(JournaledFact<List<SessionEvent>>... facts) {
        return facts.length
                - database.commit(connection -> projection.apply(connection, List.of(facts)))
                        .size();
    }

    private static SessionEvent event(String type, Instant at, @Nullable String ip) {
        return new SessionEvent(42, "vless", type, at, ip);
    }

    private static JournaledFact<List<SessionEvent>> fact(String reportId, SessionEvent... events) {
        return new JournaledFact<>(
                "node.session-events", 0, 0, new FactHeaders("e", 1, 1_000, reportId), List.of(events));
    }
}
