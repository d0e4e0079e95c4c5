package io.nodecore.queries.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.nodecore.configservice.RunningControl;
import io.nodecore.queries.history.PairedByHand.Event;
import io.nodecore.queries.history.PairedSessionEvent.Type;
import io.nodecore.testkit.SharedServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sessions over the views that usage-aggregator and enrichment-worker keep, in the shape that they have there. */
class SessionsIT {

    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    private final RunningControl control = RunningControl.get();

    @BeforeEach
    void views_of_the_other_services() {
        control.jdbc().sql("""
                create table if not exists public.session_events (
                    id text primary key, node_id bigint, user_id bigint, protocol text, event_type text,
                    occurred_at timestamptz, ip_address text)
                """).update();
        control.jdbc().sql("""
                create table if not exists public.user_ips (
                    user_id bigint, ip text, first_seen_at timestamptz, last_seen_at timestamptz, info jsonb,
                    info_updated_at timestamptz)
                """).update();
    }

    @AfterEach
    void leave_nothing() {
        // The tables stay: the service has seen them.
        control.jdbc().sql("truncate public.session_events, public.user_ips").update();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_the_events_all_pages_together_are_what_a_walk_over_them_gives(long seed) {
        List<Event> events = randomEvents(seed);
        add(700, events);

        List<String> expected = PairedByHand.sessions(events).stream()
                .map(session -> JsonMapper.shared().writeValueAsString(session))
                .toList();
        for (int limit : new int[] {1, 7, 500}) {
            assertThat(pages(700, limit).stream().map(JsonNode::toString))
                    .as("seed %d, pages of %d", seed, limit)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void an_open_session_is_joined_to_presence() {
        Instant before = Instant.now().minusSeconds(300);
        add(701, List.of(new Event("a", 1, "vless", "203.0.113.9", Type.ONLINE, before)));
        assertThat(only(701).get("state").stringValue()).isEqualTo("lost");
        assertThat(only(701).get("endedAt").isNull()).isTrue();

        control.jdbc()
                .sql("insert into public.user_ips values (701, '203.0.113.9', now(), ?::timestamptz)")
                .param(before.plusSeconds(90).toString())
                .update();
        assertThat(only(701).get("durationSeconds").doubleValue()).isEqualTo(90.0);

        RedisClient client = RedisClient.create(SharedServers.redis().url());
        try (var redis = client.connect()) {
            redis.sync().set("online:user:701", "1");
            assertThat(only(701).get("state").stringValue()).isEqualTo("open");
            assertThat(only(701).get("endedAt").isNull()).isTrue();
            assertThat(only(701).get("durationSeconds").doubleValue()).isGreaterThanOrEqualTo(300.0);
            redis.sync().del("online:user:701");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void one_page_reads_no_more_than_its_bound_and_says_where_to_go_on() {
        control.jdbc().sql("""
                insert into public.session_events
                select 'on' || n, n, 702, 'vless', 'online', timestamptz '2026-11-01Z' + n * interval '1 s', null
                from generate_series(1, 5000) n
                union all
                select 'off' || n, n, 702, 'vless', 'offline', timestamptz '2026-11-02Z' + n * interval '1 s', null
                from generate_series(1, 5000) n
                """).update();
        control.jdbc().sql("""
                create index if not exists session_events_of_session on public.session_events
                    (user_id, node_id, protocol, coalesce(ip_address, ''), occurred_at, event_type)
                """).update();
        control.jdbc().sql("analyze public.session_events").update();

        JsonNode first = control.get("/admin/users/702/sessions").body();
        assertThat(first.get("sessions").isEmpty()).isTrue();
        assertThat(first.get("next").isNull()).isFalse();
        List<JsonNode> all = pages(702, 500);
        assertThat(all)
                .hasSize(5000)
                .allMatch(session -> session.get("durationSeconds").doubleValue() == 86_400);
    }

    private JsonNode only(long userId) {
        List<JsonNode> sessions = pages(userId, 50);
        assertThat(sessions).hasSize(1);
        return sessions.getFirst();
    }

    private List<JsonNode> pages(long userId, int limit) {
        List<JsonNode> sessions = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page =
                    control.expect(200, "GET", "/admin/users/" + userId + "/sessions?limit=" + limit + cursor, null);
            page.get("sessions").forEach(sessions::add);
            if (page.get("next").isNull()) {
                return sessions;
            }
            cursor = "&cursor=" + page.get("next").stringValue();
        }
    }

    /** Few keys and few times, so that everything collides with everything. */
    private static List<Event> randomEvents(long seed) {
        var random = new Random(seed);
        @Nullable String[] ips = {null, "203.0.113.9", "2001:db8::1"};
        Map<String, Event> events = new LinkedHashMap<>();
        for (int i = 0; i < 120; i++) {
            long node = 1 + random.nextInt(2);
            String ip = ips[random.nextInt(ips.length)];
            Type type = random.nextBoolean() ? Type.ONLINE : Type.OFFLINE;
            Instant at = START.plusSeconds(random.nextInt(30));
            String id = Integer.toHexString((node + "|" + ip + type + at).hashCode());
            events.put(id, new Event(id, node, "vless", ip, type, at));
        }
        return List.copyOf(events.values());
    }

    private void add(long userId, List<Event> events) {
        for (Event event : events) {
            control.jdbc()
                    .sql("insert into public.session_events values (?, ?, ?, ?, ?, ?::timestamptz, ?)")
                    .param(event.id())
                    .param(event.nodeId())
                    .param(userId)
                    .param(event.protocol())
                    .param(event.type().name().toLowerCase(Locale.ROOT))
                    .param(event.occurredAt().toString())
                    .param(event.ip())
                    .update();
        }
    }
}
