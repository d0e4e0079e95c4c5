package io.nodecore.queries.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.RunningControl;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Over the views that enrichment-worker keeps, in the shape that they have there. */
class SharingIT {

    private final RunningControl control = RunningControl.get();

    @BeforeEach
    void views_of_the_other_service() {
        control.jdbc().sql("""
                create table if not exists public.user_ips (
                    user_id bigint, ip text, first_seen_at timestamptz, last_seen_at timestamptz, info jsonb,
                    info_updated_at timestamptz)
                """).update();
        control.jdbc().sql("""
                create table if not exists public.ip_infos (
                    ip text, provider text, looked_up_at timestamptz, country text, asn bigint, info jsonb)
                """).update();
        control.jdbc().sql("""
                create table if not exists public.enrichment_jobs (
                    name text, provider text, state text, started_at timestamptz, finished_at timestamptz, total bigint,
                    done bigint, unknown bigint, last_error text, last_error_at timestamptz)
                """).update();
        seen(1, "8.8.8.1", "1 hour", "NL", 1L);
        seen(1, "8.8.8.2", "2 hours", "NL", 1L);
        seen(1, "8.8.8.3", "30 hours", "DE", 2L);
        seen(2, "8.8.9.1", "1 hour", "NL", 1L);
        seen(2, "8.8.9.2", "1 hour", "DE", 2L);
        seen(2, "8.8.9.3", "1 hour", "FR", 3L);
        seen(3, "2a00:1::1", "1 hour", "NL", 1L);
        seen(3, "2a00:1::2", "1 hour", "NL", 1L);
        seen(4, "8.8.7.1", "1 hour", null, null);
        seen(4, "8.8.7.2", "1 hour", null, null);
    }

    @AfterEach
    void leave_nothing() {
        // The tables stay: the service has seen them.
        control.jdbc()
                .sql("truncate public.user_ips, public.ip_infos, public.enrichment_jobs")
                .update();
    }

    @Test
    void users_are_ordered_by_their_addresses_of_the_last_day() {
        assertThat(users("/admin/sharing")).containsExactly("2: 3 3 3", "1: 2 1 1", "4: 2 0 0");
    }

    @Test
    void a_longer_window_sees_more_and_networks_and_countries_have_an_order_of_their_own() {
        assertThat(users("/admin/sharing?window=2d")).containsExactly("1: 3 2 2", "2: 3 3 3", "4: 2 0 0");
        assertThat(users("/admin/sharing?window=PT48H&by=countries")).containsExactly("2: 3 3 3", "1: 3 2 2");
        assertThat(users("/admin/sharing?by=networks&min=1")).containsExactly("2: 3 3 3", "1: 2 1 1", "3: 1 1 1");
    }

    @Test
    void addresses_that_are_not_public_count_neither_as_addresses_nor_as_networks() {
        for (String local : List.of(
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.1.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "::",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1")) {
            seen(2, local, "1 hour", "US", 99L);
            seen(5, local, "1 hour", null, null);
        }
        // Their neighbours are public.
        for (String near : List.of(
                "1.0.0.0",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "128.0.0.0",
                "169.253.1.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "192.169.1.1",
                "::2",
                "fbff::1",
                "2a00:2::1")) {
            seen(6, near, "1 hour", null, null);
        }

        assertThat(users("/admin/sharing")).containsExactly("6: 13 0 0", "2: 3 3 3", "1: 2 1 1", "4: 2 0 0");
        assertThat(users("/admin/sharing?by=countries")).containsExactly("2: 3 3 3");
        assertThat(users("/admin/sharing?min=1")).doesNotContain("5: 0 0 0");
    }

    @Test
    void pages_follow_one_another_also_among_equals() {
        JsonNode first = control.get("/admin/sharing?limit=2").body();
        assertThat(first.get("users")).hasSize(2);
        JsonNode rest = control.get(
                        "/admin/sharing?limit=2&cursor=" + first.get("next").stringValue())
                .body();
        assertThat(rest.get("users")).hasSize(1);
        assertThat(rest.at("/users/0/userId").longValue()).isEqualTo(4);
        assertThat(rest.get("next").isNull()).isTrue();
    }

    @Test
    void bad_input_is_named() {
        var refused = control.get("/admin/sharing?window=tomorrow&by=cars&min=0");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().get("violations")).hasSize(3);
        assertThat(control.get("/admin/sharing?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void the_jobs_are_shown_with_what_is_known() {
        control.jdbc().sql("""
                insert into public.enrichment_jobs
                values ('recent', 'ipinfo', 'done', '2026-11-23T10:00:00Z', '2026-11-23T10:00:05Z', 8, 8, 1, null, null)
                """).update();
        JsonNode answer = control.get("/admin/enrichment").body();
        assertThat(answer.at("/jobs/0").toString())
                .isEqualTo("{\"name\":\"recent\",\"provider\":\"ipinfo\",\"state\":\"done\","
                        + "\"startedAt\":\"2026-11-23T10:00:00Z\",\"finishedAt\":\"2026-11-23T10:00:05Z\",\"total\":8,"
                        + "\"done\":8,\"unknown\":1,\"lastError\":null,\"lastErrorAt\":null}");
        assertThat(answer.at("/addresses").toString()).isEqualTo("{\"known\":8,\"missing\":2}");
    }

    private List<String> users(String path) {
        JsonNode users = control.get(path).body().get("users");
        return StreamSupport.stream(users.spliterator(), false)
                .map(user -> user.get("userId") + ": " + user.get("addresses") + " " + user.get("networks") + " "
                        + user.get("countries"))
                .toList();
    }

    private void seen(long userId, String ip, String ago, @Nullable String country, @Nullable Long asn) {
        control.jdbc()
                .sql("insert into public.user_ips values (?, ?, now() - ?::interval, now() - ?::interval, null, null)")
                .params(userId, ip, ago, ago)
                .update();
        if (country != null) {
            control.jdbc()
                    .sql("insert into public.ip_infos values (?, 'ipinfo', now(), ?, ?, '{}')")
                    .param(ip)
                    .param(country)
                    .param(asn)
                    .update();
        }
    }
}
