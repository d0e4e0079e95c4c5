package io.nodecore.enrichment.userips;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.enrichment.userips.UserIpsFold.Seen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserIpsFoldTest {

    private final UserIpsFold fold = new UserIpsFold();

    @Test
    void a_key_has_one_row_from_its_earliest_to_its_latest_report() {
        fold.add(2_000, new ReportedIps(List.of(new UserIp(42, "203.0.113.7"))));
        fold.add(3_000, new ReportedIps(List.of(new UserIp(42, "203.0.113.7"), new UserIp(42, "203.0.113.7"))));
        fold.add(1_000, new ReportedIps(List.of(new UserIp(42, "203.0.113.7"))));

        assertThat(fold.rows()).containsExactly(entry(42, "203.0.113.7", 1_000, 3_000));
    }

    @Test
    void rows_come_in_the_order_of_their_keys() {
        fold.add(1, new ReportedIps(List.of(new UserIp(43, "a"), new UserIp(42, "b"), new UserIp(42, "a"))));

        assertThat(fold.rows().keySet()).containsExactly(new UserIp(42, "a"), new UserIp(42, "b"), new UserIp(43, "a"));
    }

    private static Map.Entry<UserIp, Seen> entry(long userId, String ip, long firstMs, long lastMs) {
        return Map.entry(new UserIp(userId, ip), new Seen(firstMs, lastMs));
    }
}
