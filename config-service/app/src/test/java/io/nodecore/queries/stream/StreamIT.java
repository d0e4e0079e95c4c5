package io.nodecore.queries.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.nodecore.configservice.RunningControl;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.queries.stream.EventSource.Event;
import io.nodecore.testkit.SharedServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The event streams of the admin API. The service of these tests has 4 streams at most. */
class StreamIT {

    private static final int MOST_STREAMS = 4;

    private final RunningControl control = RunningControl.get();
    private final RedisClient client = RedisClient.create(SharedServers.redis().url());
    private final RedisCommands<String, String> redis = client.connect().sync();
    private final List<EventSource> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(EventSource::close);
        client.shutdown();
        // A stream learns at its next event that its watcher has gone.
        await().atMost(Duration.ofSeconds(30)).until(() -> openStreams() == 0);
    }

    @Test
    void every_view_begins_with_a_snapshot() {
        long nodeId = newNode();
        EventSource events = watch("overview,fleet,pipeline,replay:7,node:%d,node:999999".formatted(nodeId), null);

        Set<String> views = new HashSet<>();
        while (views.size() < 6) {
            Event event = events.next();
            String view = event.data().get("view").stringValue();
            if (views.add(view)) {
                assertThat(event.name()).as(view).isEqualTo("snapshot");
                var state = event.data().get("state");
                switch (view) {
                    case "overview" -> assertThat(state.propertyNames()).contains("nodes", "problems");
                    case "fleet" ->
                        assertThat(state.at("/" + nodeId + "/status").stringValue())
                                .isEqualTo("pending");
                    case "pipeline" ->
                        assertThat(state.propertyNames())
                                .anyMatch(name -> name.startsWith("node-status/node.heartbeats/"));
                    case "replay:7", "node:999999" ->
                        assertThat(state.isEmpty()).isTrue();
                    default -> {
                        assertThat(state.get("id").longValue()).isEqualTo(nodeId);
                        assertThat(state.get("stats").isNull()).isTrue();
                        assertThat(state.get("online").isNull()).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void changes_follow_as_differences_and_a_watcher_that_comes_back_gets_what_it_missed() {
        long nodeId = newNode();
        String view = "node:" + nodeId;
        EventSource events = watch(view, null);
        Event snapshot = events.next();
        assertThat(snapshot.name()).isEqualTo("snapshot");

        control.expect(200, "PATCH", "/admin/nodes/" + nodeId, "{\"region\": \"first\"}");
        Event change = events.next();
        assertThat(change.name()).isEqualTo("change");
        assertThat(change.data().get("set").toString()).isEqualTo("{\"region\":\"first\"}");
        assertThat(change.data().get("removed").isEmpty()).isTrue();
        events.close();

        control.expect(200, "PATCH", "/admin/nodes/" + nodeId, "{\"region\": \"second\"}");
        Event missed = watch(view, change.id()).next();
        assertThat(missed.name()).isEqualTo("change");
        assertThat(missed.data().get("set").toString()).isEqualTo("{\"region\":\"second\"}");
        control.expect(200, "PATCH", "/admin/nodes/" + nodeId, "{\"name\": \"renamed\"}");
        Event all = watch(view, snapshot.id()).next();
        assertThat(all.name()).isEqualTo("change");
        assertThat(all.data().at("/set/region").stringValue()).isEqualTo("second");
        Event fresh = watch(view, "of.another.process").next();
        assertThat(fresh.name()).isEqualTo("snapshot");
        assertThat(fresh.data().at("/state/region").stringValue()).isEqualTo("second");
    }

    @Test
    void a_node_has_its_counts_of_online_users() {
        long nodeId = newNode();
        EventSource events = watch("node:" + nodeId, null);
        events.next();

        redis.set("node:" + nodeId + ":online", "{\"receivedAtMs\":1,\"users\":3,\"protocols\":{\"5\":3}}");

        assertThat(events.nextWith("online").toString())
                .isEqualTo("{\"receivedAtMs\":1,\"users\":3,\"protocols\":{\"5\":3}}");
        redis.del("node:" + nodeId + ":online");
    }

    @Test
    void a_node_that_is_removed_leaves_the_fleet() {
        long nodeId = newNode();
        EventSource events = watch("fleet", null);
        Event snapshot = events.next();
        assertThat(snapshot.data().get("state").has(Long.toString(nodeId))).isTrue();

        control.expect(204, "DELETE", "/admin/nodes/" + nodeId, null);

        Event change = events.next();
        assertThat(change.data().get("removed").valueStream().map(id -> id.stringValue()))
                .contains(Long.toString(nodeId));
    }

    @Test
    void a_stream_without_changes_tells_that_it_is_alive() {
        EventSource events = watch("replay:1", null);
        assertThat(events.next().name()).isEqualTo("snapshot");

        Event alive = events.nextOfAll();

        assertThat(alive.name()).isEqualTo("alive");
        assertThat(alive.id()).isNull();
        assertThat(alive.data().get("failing").isEmpty()).isTrue();
    }

    @Test
    void streams_are_bounded_and_one_that_ends_makes_room() {
        for (int i = 0; i < MOST_STREAMS; i++) {
            watch("fleet", null).next();
        }
        assertThat(openStreams()).isEqualTo(MOST_STREAMS);

        Answer refused = control.get("/admin/stream?view=fleet");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().get("reason").stringValue()).isEqualTo("streams-unavailable");
        assertThat(refused.headers().get("retry-after")).isNotNull();

        open.getFirst().close();
        await().atMost(Duration.ofSeconds(30)).until(() -> openStreams() < MOST_STREAMS);
        assertThat(watch("fleet", null).next().name()).isEqualTo("snapshot");
    }

    @Test
    void a_watcher_that_does_not_read_is_cut() throws IOException {
        long nodeId = newNode();
        var round = new AtomicInteger();
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), control.adminPort()));
            socket.getOutputStream()
                    .write(
                            "GET /admin/stream?view=node:%d HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(nodeId, RunningControl.TOKEN)
                                    .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> openStreams() == 1);

            // More than the buffers between the two hold.
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                String large = round.incrementAndGet() + "x".repeat(2 << 20);
                redis.set("node:" + nodeId + ":stats", "{\"mtproto\": {\"large\": \"%s\"}}".formatted(large));
                return openStreams() == 0;
            });
            assertThat(control.meter("nodecore.streams.cut")).isPositive();
        } finally {
            redis.del("node:" + nodeId + ":stats");
        }
    }

    @Test
    void an_unknown_view_and_none_are_refused() {
        for (String query : List.of("?view=fleet,nodes", "?view=", "?view=node", "?view=fleet&x=1", "")) {
            Answer answer = control.get("/admin/stream" + query);
            assertThat(answer.status()).as("%s: %s", query, answer).isEqualTo(400);
            assertThat(answer.headers().get("content-type")).containsExactly("application/problem+json");
            assertThat(answer.body().at("/violations/0/field").stringValue())
                    .isEqualTo(query.contains("x=1") ? "x" : "view");
        }
        assertThat(control.send("GET", "/admin/stream?view=fleet", null).status())
                .isEqualTo(401);
        assertThat(control.admin("HEAD", "/admin/stream?view=fleet", null).status())
                .isEqualTo(200);
    }

    /** One that is in the fleet, which is read once a second. */
    private long newNode() {
        long nodeId = control.newNode().getNodeId();
        await().until(() -> control.get("/admin/fleet")
                .body()
                .get("nodes")
                .valueStream()
                .anyMatch(node -> node.get("id").longValue() == nodeId));
        return nodeId;
    }

    private EventSource watch(String views, @Nullable String lastEventId) {
        EventSource source = EventSource.open(control.adminPort(), RunningControl.TOKEN, views, lastEventId);
        open.add(source);
        return source;
    }

    private int openStreams() {
        return (int) control.meter("nodecore.streams.open");
    }
}
