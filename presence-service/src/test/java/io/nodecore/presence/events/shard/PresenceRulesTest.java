package io.nodecore.presence.events.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.presence.events.shard.PresenceRules.Outcome;
import io.nodecore.presence.events.shard.UserChange.CameOnline;
import io.nodecore.presence.events.shard.UserChange.Sighting;
import io.nodecore.presence.events.shard.UserChange.WentOffline;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceRulesTest {

    private static final long T = 1_700_000_000_000L;

    @Test
    void the_first_report_brings_a_user_online() {
        Outcome outcome = PresenceRules.seen(42, null, at(T));

        assertThat(outcome.changes()).containsExactly(new CameOnline(42, at(T), null));
        assertThat(outcome.presence()).isEqualTo(new UserPresence(T, T, true));
    }

    @Test
    void a_gap_of_exactly_ten_seconds_is_no_gap() {
        Outcome outcome = PresenceRules.seen(42, new UserPresence(T, T - 60_000, true), at(T + 10_000));

        assertThat(outcome.changes()).isEmpty();
        assertThat(outcome.presence()).isEqualTo(new UserPresence(T + 10_000, T - 60_000, true));
    }

    @Test
    void a_longer_gap_brings_the_user_online_again() {
        Outcome outcome = PresenceRules.seen(42, new UserPresence(T, T - 60_000, true), at(T + 10_001));

        assertThat(outcome.changes()).containsExactly(new CameOnline(42, at(T + 10_001), T));
        assertThat(outcome.presence()).isEqualTo(new UserPresence(T + 10_001, T + 10_001, true));
    }

    @Test
    void a_report_after_twenty_silent_seconds_first_says_that_the_user_had_gone() {
        Outcome outcome = PresenceRules.seen(42, new UserPresence(T, T - 60_000, true), at(T + 20_000));

        assertThat(outcome.changes())
                .containsExactly(new WentOffline(42, T, T - 60_000, T + 20_000), new CameOnline(42, at(T + 20_000), T));
    }

    @Test
    void a_departure_already_said_is_not_said_again() {
        Outcome outcome = PresenceRules.seen(42, new UserPresence(T, T - 60_000, false), at(T + 60_000));

        assertThat(outcome.changes()).containsExactly(new CameOnline(42, at(T + 60_000), T));
    }

    @Test
    void an_older_report_changes_nothing() {
        UserPresence known = new UserPresence(T, T - 60_000, true);

        assertThat(PresenceRules.seen(42, known, at(T - 1))).isEqualTo(new Outcome(known, List.of()));
        assertThat(PresenceRules.seen(42, known, at(T))).isEqualTo(new Outcome(known, List.of()));
    }

    @Test
    void a_report_that_comes_after_the_departure_was_said_but_continues_the_presence_reopens_it() {
        Outcome outcome = PresenceRules.seen(42, new UserPresence(T, T - 60_000, false), at(T + 5_000));

        assertThat(outcome.changes()).isEmpty();
        assertThat(outcome.presence()).isEqualTo(new UserPresence(T + 5_000, T - 60_000, true));
    }

    @Test
    void twenty_seconds_without_a_report_are_needed_to_go() {
        UserPresence presence = new UserPresence(T, T, true);

        assertThat(PresenceRules.isGone(presence, T + 19_999)).isFalse();
        assertThat(PresenceRules.isGone(presence, T + 20_000)).isTrue();
        assertThat(PresenceRules.isGone(presence.gone(), T + 20_000)).isFalse();
    }

    private static Sighting at(long ms) {
        return new Sighting(ms, 1, 3, List.of("203.0.113.7"));
    }
}
