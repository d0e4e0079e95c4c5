package io.nodecore.control.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.admin.list.ListPosition;
import io.nodecore.admin.list.ListQuery;
import io.nodecore.configservice.ControlDatabase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lists of users and subscriptions on tables with many rows: the indexes that they use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListPlansIT {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final JdbcClient jdbc = ControlDatabase.create().jdbc();

    /** 50 000 users with one subscription each: one in a hundred is disabled, limited or near its limit. */
    @BeforeAll
    void seed() {
        jdbc.sql("""
                insert into users
                select i, 'Name-' || to_char(i, 'FM000000'), case when i % 100 = 0 then 'disabled' else 'active' end
                from generate_series(1, 50000) i
                """).update();
        jdbc.sql("""
                insert into subscriptions (id, user_id, status, traffic_limit_bytes, reset_period, expires_at)
                select i, i, case i % 100 when 0 then 'disabled' when 1 then 'limited' when 2 then 'expired' else 'active' end,
                       1000, (array['none', 'day', 'week', 'month'])[1 + i % 4],
                       case when i % 3 > 0 then timestamptz '2026-11-20 12:00Z' + i * interval '1 minute' end
                from generate_series(1, 50000) i
                """).update();
        jdbc.sql("""
                create table public.notified_limits
                    (subscription_id bigint, first_day date, quota_epoch bigint, percent integer, primary key (subscription_id, first_day));
                create index on public.notified_limits (first_day, subscription_id);
                insert into public.notified_limits
                select i, case i % 4 when 0 then date 'infinity' when 1 then date '2026-11-20' when 2 then '2026-11-16' else '2026-11-01' end,
                       1, 80
                from generate_series(3, 50000, 997) i;
                insert into public.notified_limits
                select i, '2026-10-01', 1, 100 from generate_series(1, 50000) i
                """).update();
        jdbc.sql("analyze").update();
    }

    @Test
    void every_filter_and_sort_of_users_uses_an_index() {
        for (String sort : new String[] {null, "id", "-id", "name", "-name"}) {
            assertIndexed(users(null, null, sort));
            assertIndexed(users("disabled", null, sort));
            assertIndexed(users(null, "name-0001", sort));
            assertIndexed(users("disabled", "name-0001", sort));
            assertIndexed(users(null, "4711", sort));
        }
        var after = new ListPosition("name-000500", 500);
        assertIndexed(UserListQuery.of("active", null, "name", "-name", null).after(after));
    }

    @Test
    void every_filter_and_sort_of_subscriptions_uses_an_index() {
        for (String sort : new String[] {null, "id", "-id", "expiresAt", "-expiresAt"}) {
            assertIndexed(subscriptions(null, null, null, null, null, sort));
            assertIndexed(subscriptions(7L, null, null, null, null, sort));
            assertIndexed(subscriptions(null, "limited", null, null, null, sort));
            assertIndexed(subscriptions(null, "limited,expired", null, null, null, sort));
            assertIndexed(subscriptions(null, null, "true", null, null, sort));
            assertIndexed(subscriptions(null, null, null, NOW.plusSeconds(3600), null, sort));
            assertIndexed(subscriptions(null, "active", null, NOW.plusSeconds(3600), null, sort));
            assertIndexed(subscriptions(null, null, null, null, "name-0001", sort));
        }
    }

    private static ListQuery users(@Nullable String status, @Nullable String q, @Nullable String sort) {
        return UserListQuery.of(status, null, q, sort, null).after(null);
    }

    private static ListQuery subscriptions(
            @Nullable Long userId,
            @Nullable String status,
            @Nullable String nearLimit,
            @Nullable Instant expiresBefore,
            @Nullable String q,
            @Nullable String sort) {
        return SubscriptionListQuery.of(
                        new SubscriptionListQuery.Asked(userId, status, nearLimit, expiresBefore, q, sort, null), NOW)
                .query();
    }

    private void assertIndexed(ListQuery query) {
        String plan = String.join(
                "\n",
                jdbc.sql("explain (costs off) " + query.sql())
                        .params(query.parameters())
                        .param("limit", 51)
                        .query(String.class)
                        .list());
        assertThat(plan).as("%s%n%s", query.sql(), plan).contains("Index").doesNotContain("Seq Scan");
    }
}
