package io.nodecore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.nodecore.configservice.RunningControl;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.testkit.SharedServers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The filters, sorts and cursors of the lists. */
class ListsIT {

    private final RunningControl control = RunningControl.get();

    @Test
    void users_are_found_by_the_beginning_of_their_name_without_case_in_the_order_of_the_names() {
        String prefix = control.newName("Ünïque");
        long b = user(prefix + " Ивáн B");
        long a = user(prefix.toUpperCase(java.util.Locale.ROOT) + " ивáн a");
        user("x" + prefix);

        assertThat(ids("users", "q=" + encoded(prefix))).containsExactly(a, b);
        assertThat(ids("users", "q=" + encoded(prefix + " ИВÁН"))).containsExactly(a, b);
        assertThat(ids("users", "sort=-name&q=" + encoded(prefix))).containsExactly(b, a);
        assertThat(ids("users", "sort=id&q=" + encoded(prefix))).containsExactly(b, a);
        assertThat(ids("users", "limit=1&q=" + encoded(prefix))).containsExactly(a, b);
        assertThat(ids("users", "q=" + encoded(prefix + "%"))).isEmpty();
    }

    @Test
    void a_number_finds_the_id_and_the_names_that_begin_with_it() {
        long first = control.newUser();
        long second = user(first + " is my name");

        assertThat(ids("users", "limit=1&sort=id&q=" + first))
                .contains(first, second)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void users_are_listed_by_status_and_by_presence() {
        String prefix = control.newName("present");
        long online = user(prefix + "a");
        long offline = user(prefix + "b");
        long disabled = user(prefix + "c");
        control.expect(200, "PATCH", "/admin/users/" + disabled, "{\"status\": \"disabled\"}");

        assertThat(ids("users", "status=active&q=" + prefix)).containsExactly(online, offline);
        assertThat(ids("users", "status=Disabled&q=" + prefix)).containsExactly(disabled);
        assertThat(ids("users", "status=disabled,active&q=" + prefix)).containsExactly(online, offline, disabled);
        try (RedisClient client = RedisClient.create(SharedServers.redis().url())) {
            client.connect().sync().set("online:user:" + online, "1");
            assertThat(ids("users", "online=true&q=" + prefix)).containsExactly(online);
            assertThat(ids("users", "online=true")).contains(online).doesNotContain(offline);
            assertThat(ids("users", "limit=1&online=false&q=" + prefix)).containsExactly(offline, disabled);
            client.connect().sync().del("online:user:" + online);
        }
    }

    @Test
    void nodes_are_listed_by_region_status_name_and_id() {
        String prefix = control.newName("listed");
        long first = control.register(control.newCode(), prefix + "-b").getNodeId();
        long second = control.register(control.newCode(), prefix + "-a").getNodeId();
        control.expect(200, "PATCH", "/admin/nodes/" + second, "{\"region\": \"%s\"}".formatted(prefix));

        assertThat(ids("nodes", "region=" + prefix)).containsExactly(second);
        assertThat(ids("nodes", "q=" + prefix)).containsExactly(second, first);
        assertThat(ids("nodes", "q=" + prefix + "&sort=-id")).containsExactly(second, first);
        assertThat(ids("nodes", "q=" + prefix + "&status=pending&syncStatus=pending,failed&limit=1"))
                .containsExactly(second, first);
        assertThat(ids("nodes", "q=" + prefix + "&status=online,offline,error")).isEmpty();
        assertThat(ids("nodes", "q=" + prefix + "&sort=lastSeenAt&limit=1")).containsExactly(first, second);
        assertThat(ids("nodes", "q=" + first)).contains(first);
    }

    @Test
    void subscriptions_are_listed_by_user_status_expiry_and_the_name_of_the_user() {
        String name = control.newName("buyer");
        long user = user(name);
        long never = control.newSubscription(user);
        Instant soon = Instant.now().plus(1, ChronoUnit.HOURS);
        long late = subscription(user, soon.plusSeconds(60));
        long early = subscription(user, soon);
        long disabled = subscription(user, soon);
        control.expect(200, "PATCH", "/admin/subscriptions/" + disabled, "{\"status\": \"disabled\"}");
        String ofUser = "userId=" + user;

        assertThat(ids("subscriptions", ofUser)).containsExactly(never, late, early, disabled);
        assertThat(ids("subscriptions", ofUser + "&limit=1&sort=expiresAt"))
                .containsExactly(early, disabled, late, never);
        assertThat(ids("subscriptions", ofUser + "&limit=1&sort=-expiresAt"))
                .containsExactly(never, late, disabled, early);
        assertThat(ids("subscriptions", ofUser + "&status=disabled")).containsExactly(disabled);
        assertThat(ids("subscriptions", ofUser + "&expiresBefore=" + soon.plusSeconds(90)))
                .containsExactly(early, late);
        assertThat(ids("subscriptions", ofUser + "&expiresBefore=" + soon.plusSeconds(30)))
                .containsExactly(early);
        assertThat(ids("subscriptions", "q=" + name)).containsExactly(never, late, early, disabled);
        assertThat(ids("subscriptions", "q=" + early)).contains(early);
        assertThat(ids("subscriptions", ofUser + "&nearLimit=true")).isEmpty();
    }

    @Test
    void a_cursor_belongs_to_its_filter_and_its_sort() {
        String prefix = control.newName("page");
        user(prefix + "a");
        user(prefix + "b");
        String path = "/admin/users?limit=1&q=" + prefix;
        String cursor = control.get(path).body().get("next").stringValue();

        assertThat(control.get(path + "&cursor=" + cursor).status()).isEqualTo(200);
        for (String other : List.of(
                "/admin/users?limit=1",
                path + "x",
                path + "&sort=-name",
                path + "&sort=id",
                path + "&status=active",
                path + "&online=true",
                "/admin/nodes?limit=1&q=" + prefix)) {
            Answer answer = control.get(other + "&cursor=" + cursor);
            assertThat(answer.status()).as(other).isEqualTo(400);
            assertThat(answer.body().at("/violations/0/field").stringValue()).isEqualTo("cursor");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodes?state=online                      | state         | status, syncStatus, region, q, sort, limit, cursor",
                "nodes?status=up                         | status        | pending, online, offline, error",
                "nodes?status=                           | status        | pending, online, offline, error",
                "nodes?syncStatus=synced,old             | syncStatus    | pending, synced, failed",
                "nodes?region=                           | region        | required",
                "nodes?sort=region                       | sort          | id, -id, name, -name, lastSeenAt, -lastSeenAt",
                "users?status=limited                    | status        | active, disabled",
                "users?online=yes                        | online        | true or false",
                "users?sort=--id                         | sort          | id, -id, name, -name",
                "users?q=a&q=b                           | q             | once",
                "subscriptions?status=gone               | status        | active, limited, expired, disabled",
                "subscriptions?nearLimit=false           | nearLimit     | must be true",
                "subscriptions?expiresBefore=soon        | expiresBefore | can't be read",
                "subscriptions?expiresBefore=%2B999999-01-01T00:00:00Z | expiresBefore | must be from",
                "subscriptions?sort=name                 | sort          | id, -id, expiresAt, -expiresAt",
                "subscriptions?name=x                    | name          | userId, status, nearLimit, expiresBefore, q",
            })
    void an_unknown_parameter_or_value_is_refused_with_the_allowed_ones(String path, String field, String allowed) {
        Answer answer = control.get("/admin/" + path);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.body().at("/violations/0/field").stringValue()).isEqualTo(field);
        assertThat(answer.body().at("/violations/0/message").stringValue()).contains(allowed);
    }

    /** Of all pages, in their order. */
    private List<Long> ids(String list, String query) {
        List<Long> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = control.expect(200, "GET", "/admin/" + list + "?" + query + cursor, null);
            page.get(list).forEach(item -> ids.add(item.get("id").longValue()));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").stringValue();
        }
        return ids;
    }

    private long user(String name) {
        return control.expect(201, "POST", "/admin/users", "{\"name\": \"%s\"}".formatted(name))
                .get("id")
                .longValue();
    }

    private long subscription(long userId, Instant expiresAt) {
        return control.expect(
                        201,
                        "POST",
                        "/admin/subscriptions",
                        "{\"userId\": %d, \"expiresAt\": \"%s\"}".formatted(userId, expiresAt))
                .get("id")
                .longValue();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
