package io.nodecore.queries.history;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.PublicView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user's addresses, from {@code public.user_ips}. */
final class UserHistoryView {

    /** @param info what is known about the address, null until it was looked up */
    record UserIp(
            String ip,
            Instant firstSeenAt,
            Instant lastSeenAt,
            @Nullable JsonNode info,
            @Nullable Instant infoUpdatedAt) {}

    private static final JsonMapper json = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final PublicView ips;

    UserHistoryView(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.ips = new PublicView(jdbc, "user_ips");
    }

    /** In the order of the addresses' text, which does not change between pages. */
    List<UserIp> ips(long userId, String afterIp, int limit) {
        if (!ips.exists()) {
            return List.of();
        }
        return jdbc.sql("""
                select ip::text as ip, first_seen_at, last_seen_at, info::text as info, info_updated_at
                from public.user_ips
                where user_id = ? and ip::text > ?
                order by ip::text limit ?
                """)
                .params(userId, afterIp, limit)
                .query((row, n) -> {
                    String info = row.getString("info");
                    return new UserIp(
                            row.getString("ip"),
                            PostgresTime.instant(row, "first_seen_at"),
                            PostgresTime.instant(row, "last_seen_at"),
                            info == null ? null : json.readTree(info),
                            PostgresTime.instantOrNull(row, "info_updated_at"));
                })
                .list();
    }
}
