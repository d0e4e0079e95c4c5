package io.nodecore.control.addresses;

import io.nodecore.control.addresses.SharingQuery.By;
import io.nodecore.control.failures.Violations;
import io.nodecore.control.postgres.PostgresTime;
import io.nodecore.control.postgres.PublicView;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users by the number of places at which they were seen, from {@code public.user_ips} and {@code public.ip_infos}. */
final class SharingView {

    /** @param networks and countries: of those addresses of which they are known */
    record User(long userId, long addresses, long networks, long countries, Instant lastSeenAt) {

        long counted(By by) {
            return switch (by) {
                case ADDRESSES -> addresses;
                case NETWORKS -> networks;
                case COUNTRIES -> countries;
            };
        }
    }

    /** Behind this user, in the order of the list. */
    record Cursor(long counted, long userId) {

        private static final Pattern TEXT = Pattern.compile("(\\d{1,18})_(\\d{1,18})");

        static @Nullable Cursor parse(@Nullable String text) {
            if (text == null) {
                return null;
            }
            Matcher parts = TEXT.matcher(text);
            if (!parts.matches()) {
                throw Violations.refuse("cursor", "is none that a list gave, got '" + text + "'");
            }
            return new Cursor(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
        }

        static String after(User user, By by) {
            return user.counted(by) + "_" + user.userId();
        }
    }

    private static final String PAGE = """
            with places as (
                select u.user_id, u.last_seen_at, i.asn, i.country,
                       case when position(':' in u.ip) > 0 then network(set_masklen(u.ip::inet, 64))::text else u.ip end as address
                from public.user_ips u left join public.ip_infos i on i.ip = u.ip
                where u.last_seen_at > :since),
            users as (
                select user_id, count(distinct address) as addresses, count(distinct asn) as networks,
                       count(distinct country) as countries, max(last_seen_at) as last_seen_at
                from places group by user_id)
            select * from users
            where %1$s >= :least
              and (cast(:counted as bigint) is null or %1$s < :counted or (%1$s = :counted and user_id > :after))
            order by %1$s desc, user_id limit :limit
            """;

    private final JdbcClient jdbc;
    private final PublicView infos;

    SharingView(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.infos = new PublicView(jdbc, "ip_infos");
    }

    /** The most places first; users of equal number in the order of their ids. */
    List<User> page(SharingQuery query, Instant now, @Nullable Cursor after, int limit) {
        if (!infos.exists()) {
            return List.of();
        }
        return jdbc.sql(PAGE.formatted(query.by().word()))
                .param("since", PostgresTime.utcOrNull(now.minus(query.window())))
                .param("least", query.least())
                .param("counted", after == null ? null : after.counted())
                .param("after", after == null ? 0 : after.userId())
                .param("limit", limit)
                .query((row, n) -> new User(
                        row.getLong("user_id"),
                        row.getLong("addresses"),
                        row.getLong("networks"),
                        row.getLong("countries"),
                        PostgresTime.instant(row, "last_seen_at")))
                .list();
    }
}
