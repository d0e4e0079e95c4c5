package io.nodecore.control.history;

import io.nodecore.control.postgres.PostgresTime;
import io.nodecore.control.postgres.PublicView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user's addresses and sessions, from {@code public.user_ips} and {@code public.session_events}. */
final class UserHistoryView {

    /** @param info what is known about the address, null until it was looked up */
    record UserIp(
            String ip,
            Instant firstSeenAt,
            Instant lastSeenAt,
            @Nullable JsonNode info,
            @Nullable Instant infoUpdatedAt) {}

    record Session(
            String id,
            long nodeId,
            String protocol,
            String eventType,
            Instant occurredAt,
            @Nullable String ipAddress) {}

    private static final JsonMapper json = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final PublicView ips;
    private final PublicView sessions;

    UserHistoryView(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.ips = new PublicView(jdbc, "user_ips");
        this.sessions = new PublicView(jdbc, "session_events");
    }

    /** In the order of the addresses' text, which stays while pages are read. */
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

    /** Newest first. */
    List<Session> sessions(long userId, SessionCursor after, int limit) {
        if (!sessions.exists()) {
            return List.of();
        }
        return jdbc.sql("""
                select id::text as id, node_id, protocol, event_type, occurred_at, ip_address
                from public.session_events
                where user_id = :user
                  and (cast(:before as timestamptz) is null
                       or occurred_at < :before
                       or (occurred_at = :before and id::text > :after))
                order by occurred_at desc, id::text limit :limit
                """)
                .param("user", userId)
                .param("before", PostgresTime.utcOrNull(after.before()))
                .param("after", after.afterId())
                .param("limit", limit)
                .query((row, n) -> new Session(
                        row.getString("id"),
                        row.getLong("node_id"),
                        row.getString("protocol"),
                        row.getString("event_type"),
                        PostgresTime.instant(row, "occurred_at"),
                        row.getString("ip_address")))
                .list();
    }
}
