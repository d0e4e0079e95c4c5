package io.nodecore.presence.online;

import static io.nodecore.presence.Reports.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.presence.Reports;
import org.junit.jupiter.api.Test;

class OnlineFoldTest {

    private final OnlineFold fold = new OnlineFold(2);

    @Test
    void a_user_has_a_key_and_each_of_the_users_inbounds_has_one() {
        fold.add(1_000L, Reports.of(user(42, 3), user(42, 4)));

        assertThat(fold.newest())
                .containsOnlyKeys("online:user:42", "online:inbound:3:user:42", "online:inbound:4:user:42")
                .containsValue(1_000L);
    }

    @Test
    void the_newest_report_wins_in_whatever_order_they_come() {
        fold.add(3_000L, Reports.of(user(42, 3)));
        fold.add(1_000L, Reports.of(user(42, 3)));

        assertThat(fold.newest()).containsEntry("online:user:42", 3_000L);
    }

    @Test
    void however_many_users_are_told_in_advance_the_room_is_bounded() {
        assertThat(new OnlineFold(50_000_000_000L).newest()).isEmpty();
    }
}
