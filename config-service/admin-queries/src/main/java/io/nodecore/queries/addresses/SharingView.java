package io.nodecore.queries.addresses;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.PublicView;
import io.nodecore.queries.addresses.SharingQuery.By;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Users by the number of public addresses, networks or countries at which they were seen, from {@code public.user_ips} and
 * {@code public.ip_infos}.
 */
final class SharingView {

    /** @param networks distinct networks, and countries likewise, of the addresses for which they are known */
    record User(long userId, long addresses, long networks, long countries, Instant lastSeenAt) {

        long counted(By by) {
            return switch (by) {
                case ADDRESSES -> addresses;
                case NETWORKS -> networks;
                case COUNTRIES -> countries;
            };
        }
    }

    /** Where a page starts: after the user with this count and id. */
    record Begin(long counted, long userId) {

        private static final Cursor CURSOR = new Cursor("sharing");

        static @Nullable Begin parse(@Nullable String cursor) {
            return cursor == null
                    ? null
                    : CURSOR.read(cursor, keys -> new Begin(Long.parseLong(keys.get(0)), Long.parseLong(keys.get(1))));
        }

        static String after(User user, By by) {
            return CURSOR.of(user.counted(by), user.userId());
        }
    }

    private static final String IS_PUBLIC = PublicAddressSql.of("u.ip");

    private static final String NETWORK_OF_IPV6 = "network(set_masklen(u.ip::inet, 64))";

    // The IPv4 addresses of a user are distinct by the key of their rows: only IPv6 addresses have to be compared.
    private static final String PLACES_BY_ADDRESS = """
            select user_id from public.user_ips u where last_seen_at > :since and position(':' in ip) = 0 and %1$s
            union all
            select user_id from (
                select distinct u.user_id, %2$s from public.user_ips u
                where u.last_seen_at > :since and position(':' in u.ip) > 0 and %1$s) ipv6
            """.formatted(IS_PUBLIC, NETWORK_OF_IPV6);

    // Distinct pairs are hashed; count(distinct) would sort all rows.
    private static final String PLACES_BY_INFO = """
            select distinct u.user_id, i.%1$s from public.user_ips u join public.ip_infos i on i.ip = u.ip
            where u.last_seen_at > :since and i.%1$s is not null and %2$s
            """;

    // The number that decides the order is counted for all users, the others only for the users of the page.
    private static final String PAGE = """
            with counted as (
                select user_id, count(*) as counted from (%3$s) places group by user_id having count(*) >= :least),
            page as (
                select * from counted
                where cast(:counted as bigint) is null or counted < :counted or (counted = :counted and user_id > :after)
                order by counted desc, user_id limit :limit)
            select page.user_id, seen.*
            from page cross join lateral (
                select count(distinct case when position(':' in u.ip) > 0 then %1$s::text else u.ip end)
                           filter (where %2$s) as addresses,
                       count(distinct i.asn) filter (where %2$s) as networks,
                       count(distinct i.country) filter (where %2$s) as countries,
                       max(u.last_seen_at) as last_seen_at
                from public.user_ips u left join public.ip_infos i on i.ip = u.ip
                where u.user_id = page.user_id and u.last_seen_at > :since) seen
            order by page.counted desc, page.user_id
            """;

    /**
     * For a large fleet the hash tables stay in memory instead of files, and JIT compilation is off, because it takes longer than the
     * query.
     */
    private static final String TUNING = "set local work_mem = '64MB'; set local jit = off";

    private static String page(By by) {
        return PAGE.formatted(
                NETWORK_OF_IPV6,
                IS_PUBLIC,
                switch (by) {
                    case ADDRESSES -> PLACES_BY_ADDRESS;
                    case NETWORKS -> PLACES_BY_INFO.formatted("asn", IS_PUBLIC);
                    case COUNTRIES -> PLACES_BY_INFO.formatted("country", IS_PUBLIC);
                });
    }

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final PublicView infos;

    SharingView(TransactionTemplate transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.infos = new PublicView(jdbc, "ip_infos");
    }

    /** The greatest number first; users with equal numbers in the order of their ids. */
    List<User> page(SharingQuery query, Instant now, @Nullable Begin after, int limit) {
        if (!infos.exists()) {
            return List.of();
        }
        List<User> users = transactions.execute(status -> {
            jdbc.sql(TUNING).update();
            return read(query, now, after, limit);
        });
        return Objects.requireNonNull(users);
    }

    private List<User> read(SharingQuery query, Instant now, @Nullable Begin after, int limit) {
        return jdbc.sql(page(query.by()))
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
