package io.nodecore.queries.history;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.PublicView;
import io.nodecore.queries.history.PairedSessionEvent.Next;
import io.nodecore.queries.history.PairedSessionEvent.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A user's session events from {@code public.session_events}, newest first, each with its neighbours.
 *
 * <p>However many events a user has, a query reads only the events of the page, and for each of them a few neighbours by the index
 * {@code session_events_of_session}. So whether a session was open before is decided from the events just before; a run of more than 16
 * times that have both an online and an offline event counts as no open session.
 */
final class SessionView {

    private static final String EVENTS = """
            select e.id::text as id, e.node_id, e.protocol, e.event_type, e.occurred_at, e.ip_address,
                   exists (
                       select from public.session_events o
                       where o.user_id = e.user_id and o.node_id = e.node_id and o.protocol = e.protocol
                         and coalesce(o.ip_address, '') = coalesce(e.ip_address, '')
                         and o.occurred_at = e.occurred_at and o.event_type <> e.event_type
                   ) as tied,
                   coalesce((
                       select min(t.event_type) = 'online'
                       from (
                           select o.event_type, o.occurred_at
                           from public.session_events o
                           where o.user_id = e.user_id and o.node_id = e.node_id and o.protocol = e.protocol
                             and coalesce(o.ip_address, '') = coalesce(e.ip_address, '')
                             and o.occurred_at < e.occurred_at
                           order by o.occurred_at desc limit 32
                       ) t
                       group by t.occurred_at having count(*) = 1
                       order by t.occurred_at desc limit 1
                   ), false) as open_before,
                   n.event_type as next_type, n.occurred_at as next_at
            from (
                select * from public.session_events
                where user_id = :user
                  and occurred_at <= coalesce(cast(:before as timestamptz), 'infinity')
                  and (cast(:before as timestamptz) is null or occurred_at < :before or id::text > :after)
                order by occurred_at desc, id::text limit :limit
            ) e
            left join lateral (
                select o.event_type, o.occurred_at
                from public.session_events o
                where o.user_id = e.user_id and o.node_id = e.node_id and o.protocol = e.protocol
                  and coalesce(o.ip_address, '') = coalesce(e.ip_address, '')
                  and o.occurred_at > e.occurred_at
                order by o.occurred_at, o.event_type limit 1
            ) n on true
            order by e.occurred_at desc, e.id::text
            """;

    private final JdbcClient jdbc;
    private final PublicView events;
    private final PublicView ips;

    SessionView(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.events = new PublicView(jdbc, "session_events");
        this.ips = new PublicView(jdbc, "user_ips");
    }

    List<PairedSessionEvent> events(long userId, SessionCursor after, int limit) {
        if (!events.exists()) {
            return List.of();
        }
        return jdbc.sql(EVENTS)
                .param("user", userId)
                .param("before", PostgresTime.utcOrNull(after.before()))
                .param("after", after.afterId())
                .param("limit", limit)
                .query((row, n) -> event(row))
                .list();
    }

    /** When the user was last seen at this address. */
    Optional<Instant> lastSeenAt(long userId, String ip) {
        if (!ips.exists()) {
            return Optional.empty();
        }
        return jdbc.sql("select last_seen_at from public.user_ips where user_id = ? and ip = ?")
                .params(userId, ip)
                .query((row, n) -> PostgresTime.instant(row, "last_seen_at"))
                .optional();
    }

    private static PairedSessionEvent event(ResultSet row) throws SQLException {
        Instant nextAt = PostgresTime.instantOrNull(row, "next_at");
        return new PairedSessionEvent(
                row.getString("id"),
                row.getLong("node_id"),
                row.getString("protocol"),
                row.getString("ip_address"),
                type(row.getString("event_type")),
                PostgresTime.instant(row, "occurred_at"),
                row.getBoolean("tied"),
                row.getBoolean("open_before"),
                nextAt == null ? null : new Next(type(row.getString("next_type")), nextAt));
    }

    private static Type type(@Nullable String word) {
        return Type.valueOf(String.valueOf(word).toUpperCase(Locale.ROOT));
    }
}
