package io.nodecore.queries.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.queries.history.PairedSessionEvent.Next;
import io.nodecore.queries.history.PairedSessionEvent.Type;
import io.nodecore.queries.history.Session.State;
import io.nodecore.queries.presence.OnlineLookup.Answer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionRulesTest {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void a_coming_is_ended_by_the_going_after_it() {
        assertThat(begun(Type.ONLINE, false, false, new Next(Type.OFFLINE, AT.plusMillis(1500))))
                .isEqualTo(session(AT, AT.plusMillis(1500), 1.5, State.CLOSED));
    }

    @Test
    void a_second_coming_replaces_the_first() {
        assertThat(begun(Type.ONLINE, false, false, new Next(Type.ONLINE, AT.plusSeconds(9))))
                .isEqualTo(session(AT, AT.plusSeconds(9), 9.0, State.REPLACED));
    }

    @Test
    void a_going_without_a_coming_is_a_session_of_unknown_length() {
        assertThat(begun(Type.OFFLINE, false, false, null)).isEqualTo(session(null, AT, null, State.CLOSED));
        assertThat(begun(Type.OFFLINE, false, true, null)).isNull();
    }

    @Test
    void coming_and_going_at_one_time_leave_things_as_they_were() {
        Next later = new Next(Type.OFFLINE, AT.plusSeconds(5));
        assertThat(begun(Type.ONLINE, true, false, later)).isEqualTo(session(AT, AT, 0.0, State.CLOSED));
        assertThat(begun(Type.ONLINE, true, true, later)).isEqualTo(session(AT, AT.plusSeconds(5), 5.0, State.CLOSED));
        assertThat(begun(Type.OFFLINE, true, false, later)).isNull();
        assertThat(begun(Type.OFFLINE, true, true, later)).isNull();
    }

    @Test
    void presence_tells_what_a_session_is_that_nobody_ended() {
        Session open = session(AT, null, null, State.OPEN);
        Instant now = AT.plusSeconds(60);

        assertThat(SessionRules.joined(open, Answer.ONLINE, null, now)).isEqualTo(session(AT, null, 60.0, State.OPEN));
        assertThat(SessionRules.joined(open, Answer.UNKNOWN, null, now))
                .isEqualTo(session(AT, null, null, State.UNKNOWN));
        assertThat(SessionRules.joined(open, Answer.OFFLINE, null, now)).isEqualTo(session(AT, null, null, State.LOST));
        assertThat(SessionRules.joined(open, Answer.OFFLINE, AT.plusSeconds(30), now))
                .isEqualTo(session(AT, AT.plusSeconds(30), 30.0, State.LOST));
        assertThat(SessionRules.joined(open, Answer.OFFLINE, AT.minusSeconds(1), now))
                .as("seen before it began")
                .isEqualTo(session(AT, null, null, State.LOST));
        assertThat(SessionRules.joined(open, Answer.OFFLINE, null, AT.plusSeconds(5)))
                .as("presence has not heard of it yet")
                .isEqualTo(session(AT, null, 5.0, State.OPEN));
    }

    private static @Nullable Session begun(Type type, boolean tied, boolean openBefore, @Nullable Next next) {
        return SessionRules.beginning(
                        new PairedSessionEvent("e", 1, "vless", "203.0.113.9", type, AT, tied, openBefore, next))
                .orElse(null);
    }

    private static Session session(
            @Nullable Instant start, @Nullable Instant end, @Nullable Double seconds, State state) {
        return new Session("e", 1, "vless", "203.0.113.9", start, end, seconds, state);
    }
}
