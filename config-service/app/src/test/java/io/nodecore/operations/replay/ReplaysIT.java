package io.nodecore.operations.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.nodecore.configservice.RunningControl;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayOrder.Mode;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.replay.order.ReplayWire;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.NodeErrorReported;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From an operator's request to what becomes of it. */
class ReplaysIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final RunningControl control = RunningControl.get();

    @Test
    void an_order_goes_to_the_topic_and_its_progress_is_shown() throws Exception {
        long nodeId = nodeThatRecovered();

        JsonNode ordered = control.expect(201, "POST", "/admin/replays", """
                {"projection": "node-status", "mode": "shadow", "factsPerSecond": 100000}
                """);
        long id = ordered.get("id").longValue();
        assertThat(ReplayWire.decode(control.records(Topics.CONTROL_REPLAYS, Long.toString(id))
                                .getLast()
                                .value())
                        .projection())
                .isEqualTo("node-status");

        JsonNode compared = awaitState(id, "compared");
        assertThat(compared.at("/comparison/equal").booleanValue())
                .as("%s", compared.get("comparison"))
                .isTrue();
        assertThat(compared.get("percent").doubleValue()).isEqualTo(100.0);
        assertThat(compared.get("applied").longValue()).isPositive();

        Map<String, Long> told = timesTold();
        control.expect(200, "POST", "/admin/replays/" + id + "/swap", null);
        awaitState(id, "swapped");
        assertThat(control.get("/admin/nodes/" + nodeId)
                        .body()
                        .get("syncStatus")
                        .stringValue())
                .isEqualTo("synced");
        assertThat(control.get("/admin/nodes/" + nodeId + "/errors")
                        .body()
                        .get("errors")
                        .size())
                .isEqualTo(1);
        control.expect(200, "POST", "/admin/replays/" + id + "/rollback", null);
        awaitState(id, "rolled-back");
        // Other nodes live on meanwhile: their events are new, and those of before stay what they were.
        assertThat(timesTold()).as("nobody is told again").containsAllEntriesOf(told);

        assertThat(control.get("/admin/replays").body().get("replays").findValuesAsString("projection"))
                .contains("node-status");
        control.expect(200, "POST", "/admin/replays/" + id + "/drop", null);
        awaitState(id, "dropped");
    }

    @Test
    void an_order_for_presence_comes_to_an_end_and_stays_there() {
        long id = control.expect(201, "POST", "/admin/replays", """
                {"projection": "presence"}
                """).get("id").longValue();
        assertThat(stateOf(id)).isEqualTo("ordered");
        control.expect(200, "POST", "/admin/replays/" + id + "/cancel", null);
        assertThat(stateOf(id)).isEqualTo("cancelled");
        control.expect(200, "POST", "/admin/replays/" + id + "/resume", null);

        RedisClient client = RedisClient.create(SharedServers.redis().url());
        try (var redis = client.connect()) {
            redis.sync().set("replay:" + id + ":online", "2026-11-24T10:00:00Z");
            assertThat(stateOf(id)).isEqualTo("ordered");
            redis.sync().set("replay:" + id + ":node-stats", "2026-11-24T10:00:00Z");
            assertThat(stateOf(id)).isEqualTo("done");
            redis.sync().del("replay:" + id + ":online", "replay:" + id + ":node-stats");
        } finally {
            client.shutdown();
        }

        long old = 200101000000L;
        var ordered = new ReplayOrder(
                old,
                ReplayOrder.PRESENCE,
                Mode.SHADOW,
                new Scope.Everything(),
                0,
                false,
                Wanted.RUN,
                1,
                Instant.now().minus(Duration.ofHours(25)),
                "");
        new ReplayOrderTable(control.jdbc()).store(ordered);
        assertThat(stateOf(old)).as("what was told of it has expired").isEqualTo("done");
    }

    @Test
    void what_can_not_be_understood_is_refused() {
        Answer unknown = control.admin("POST", "/admin/replays", """
                {"projection": "no-such", "mode": "sideways", "from": "yesterday", "nodeId": 1}
                """);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body().get("violations").findValuesAsString("field"))
                .containsExactlyInAnyOrder("projection", "mode", "from", "from");
        assertThat(control.get("/admin/replays/1").status()).isEqualTo(404);
        assertThat(control.admin("POST", "/admin/replays/1/undo", null).status())
                .isEqualTo(400);
    }

    @Test
    void domain_events_are_emitted_again_into_a_topic_of_choice_with_their_ids() throws Exception {
        nodeThatRecovered();
        String target = control.newName("events-again");
        try (Admin admin = Admin.create(control.kafka().with(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(target, Optional.of(2), Optional.empty())))
                    .all()
                    .get();
        }
        Set<String> original = eventIds(Topics.NODE_EVENTS.name());
        assertThat(original).isNotEmpty();

        long id = control.expect(201, "POST", "/admin/replays", """
                {"projection": "events", "topic": "%s"}
                """.formatted(target))
                .get("id")
                .longValue();
        awaitState(id, "done");

        assertThat(eventIds(target)).containsAll(original);
        long refused =
                control.expect(201, "POST", "/admin/replays", """
                {"projection": "events", "topic": "node.usage"}
                """).get("id").longValue();
        assertThat(awaitState(refused, "refused").get("error").stringValue()).contains("taken for facts");
    }

    @Test
    void dead_letters_are_replayed_from_their_topics_and_what_was_redriven_stays_so() throws Exception {
        long nodeId = nodeThatRecovered();
        for (String report : List.of("a", "b")) {
            control.report(
                    Topics.ERRORS,
                    nodeId,
                    Instant.now(),
                    report,
                    "no protobuf at all".getBytes(StandardCharsets.UTF_8));
        }
        await().atMost(TIMEOUT).until(() -> deadLetters(nodeId).size() == 2);
        control.expect(200, "POST", "/admin/dead-letters/redrive", "{\"nodeId\": %d}".formatted(nodeId));
        // Refused again: two dead letters more.
        await().atMost(TIMEOUT).until(() -> deadLetters(nodeId).size() == 4);
        List<String> deadLetters = deadLetters(nodeId);
        control.jdbc()
                .sql("update control.dead_letters set cause = 'a wrong one' where node_id = ? and report_id = 'a'")
                .param(nodeId)
                .update();
        control.jdbc()
                .sql("delete from control.dead_letters where node_id = ? and report_id = 'b' and redrive_of is null")
                .param(nodeId)
                .update();
        List<String> wrong = deadLetters(nodeId);

        long id = control.expect(201, "POST", "/admin/replays", "{\"projection\": \"dead-letters\"}")
                .get("id")
                .longValue();
        JsonNode compared = awaitState(id, "compared");
        JsonNode table = compared.at("/comparison/tables").get(0);
        assertThat(table.get("table").stringValue()).isEqualTo("dead_letters");
        assertThat(List.of(
                        table.get("onlyLive").intValue(),
                        table.get("onlyReplayed").intValue(),
                        table.get("changed").intValue()))
                .as("%s", compared)
                .containsExactly(0, 1, 2);

        control.expect(200, "POST", "/admin/replays/" + id + "/swap", null);
        awaitState(id, "swapped");
        assertThat(deadLetters(nodeId)).isEqualTo(deadLetters);
        control.expect(200, "POST", "/admin/replays/" + id + "/rollback", null);
        awaitState(id, "rolled-back");
        assertThat(deadLetters(nodeId)).isEqualTo(wrong);
        control.expect(200, "POST", "/admin/replays/" + id + "/swap", null);
        awaitState(id, "swapped");
        assertThat(deadLetters(nodeId)).isEqualTo(deadLetters);
        // The projection goes on beside the rows that came back.
        control.report(
                Topics.ERRORS, nodeId, Instant.now(), "c", "no protobuf at all".getBytes(StandardCharsets.UTF_8));
        await().atMost(TIMEOUT).until(() -> deadLetters(nodeId).size() == 5);
    }

    /** As admins see them; when they were redriven with them. */
    private List<String> deadLetters(long nodeId) {
        return control.get("/admin/dead-letters?limit=100&nodeId=" + nodeId)
                .body()
                .get("letters")
                .valueStream()
                .map(JsonNode::toString)
                .toList();
    }

    @Test
    void the_control_plane_is_rebuilt_beside_itself_and_exchanged_while_commands_wait() {
        long user = control.newUser();
        long subscription = control.newSubscription(user);
        nodeThatRecovered();

        long id = control.expect(201, "POST", "/admin/replays", "{\"projection\": \"control\"}")
                .get("id")
                .longValue();
        JsonNode compared = awaitState(id, "compared");
        assertThat(compared.at("/comparison/equal").booleanValue())
                .as("%s", compared.get("comparison"))
                .isTrue();
        assertThat(control.jdbc()
                        .sql("select count(*) from control_replay_%d.node_errors".formatted(id))
                        .query(Long.class)
                        .single())
                .as("what nodes reported is not read while commands wait")
                .isZero();

        control.expect(200, "POST", "/admin/replays/" + id + "/swap", null);
        awaitState(id, "swapped");
        assertThat(control.get("/admin/subscriptions/" + subscription)
                        .body()
                        .get("userId")
                        .longValue())
                .isEqualTo(user);
        assertThat(control.newUser()).isGreaterThan(user);
        assertThat(control.newNode().getNodeId()).isPositive();
    }

    @Test
    void a_rebuilt_control_plane_is_rolled_back_and_what_was_decided_since_stays() {
        long repaired = control.newUser();
        long missing = control.newUser();
        long renamed = control.newUser();
        control.jdbc()
                .sql("update control.users set name = 'wrong' where id in (?, ?)")
                .params(repaired, renamed)
                .update();
        control.jdbc()
                .sql("delete from control.users where id = ?")
                .param(missing)
                .update();
        long stray = missing + 500_000_000;
        control.jdbc()
                .sql("insert into control.users (id, name, status) values (?, 'stray', 'active')")
                .param(stray)
                .update();

        long id = control.expect(201, "POST", "/admin/replays", "{\"projection\": \"control\", \"swap\": true}")
                .get("id")
                .longValue();
        JsonNode swapped = awaitState(id, "swapped");
        assertThat(swapped.at("/comparison/tables")
                        .valueStream()
                        .filter(table -> !table.get("equal").booleanValue()))
                .as("%s", swapped)
                .singleElement()
                .satisfies(users -> {
                    assertThat(users.get("table").stringValue()).isEqualTo("users");
                    assertThat(users.get("onlyLive").intValue()).isEqualTo(1);
                    assertThat(users.get("onlyReplayed").intValue()).isEqualTo(1);
                    assertThat(users.get("changed").intValue()).isEqualTo(2);
                });
        assertThat(name(repaired)).startsWith("user");
        assertThat(name(missing)).startsWith("user");
        assertThat(name(stray)).isEqualTo("none");

        control.expect(200, "PATCH", "/admin/users/" + renamed, "{\"name\": \"decided since\"}");
        control.expect(200, "PATCH", "/admin/users/" + repaired, "{\"status\": \"disabled\"}");
        long added = control.newUser();
        control.expect(200, "POST", "/admin/replays/" + id + "/rollback", null);
        awaitState(id, "rolled-back");
        assertThat(name(repaired)).isEqualTo("wrong");
        assertThat(control.get("/admin/users/" + repaired).body().get("status").stringValue())
                .isEqualTo("disabled");
        assertThat(name(missing)).isEqualTo("none");
        assertThat(name(renamed)).isEqualTo("decided since");
        assertThat(name(stray)).isEqualTo("stray");
        assertThat(name(added)).startsWith("user");

        control.expect(200, "POST", "/admin/replays/" + id + "/rollback", null);
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(replay(id).get("error").asString("")).contains("only a swapped replay"));
        control.expect(200, "POST", "/admin/replays/" + id + "/swap", null);
        awaitState(id, "swapped");
        assertThat(name(repaired)).startsWith("user");
        assertThat(name(missing)).startsWith("user");
        assertThat(name(renamed)).isEqualTo("decided since");
        assertThat(name(stray)).isEqualTo("none");
        assertThat(name(added)).startsWith("user");
    }

    @Test
    void a_rollback_of_the_control_plane_that_would_undo_a_decision_changes_nothing() {
        long node = control.newNode().getNodeId();
        control.jdbc()
                .sql("insert into control.node_protocols (id, node_id, tag, protocol) values (?, ?, 'in', 'vless')")
                .params(900_000_000 + node, node)
                .update();
        long id = control.expect(201, "POST", "/admin/replays", "{\"projection\": \"control\", \"swap\": true}")
                .get("id")
                .longValue();
        awaitState(id, "swapped");
        control.expect(200, "PUT", "/admin/nodes/" + node + "/services", """
                {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless"}]}}
                """);

        control.expect(200, "POST", "/admin/replays/" + id + "/rollback", null);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(replay(id).get("error").asString(""))
                        .contains("a later decision uses the key of a row"));
        assertThat(replay(id).get("state").stringValue()).isEqualTo("swapped");
        assertThat(control.jdbc()
                        .sql("select count(*) from control.node_protocols where node_id = ?")
                        .param(node)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private String name(long user) {
        return control.jdbc()
                .sql("select name from control.users where id = ?")
                .param(user)
                .query(String.class)
                .optional()
                .orElse("none");
    }

    private long nodeThatRecovered() {
        long nodeId = control.newNode().getNodeId();
        Instant at = Instant.now();
        control.report(
                Topics.ERRORS,
                nodeId,
                at,
                "failed",
                NodeErrorReported.newBuilder().setMessage("xray exited").build().toByteArray());
        await().atMost(TIMEOUT).until(() -> syncStatus(nodeId).equals("failed"));
        control.report(
                Topics.CONFIG_APPLIED,
                nodeId,
                at.plusMillis(5),
                "applied",
                ConfigApplied.newBuilder().setRevision(0).build().toByteArray());
        await().atMost(TIMEOUT).until(() -> syncStatus(nodeId).equals("synced"));
        // The outbox has told of it.
        await().atMost(TIMEOUT)
                .until(() -> control.jdbc()
                                .sql("select count(*) from outbox")
                                .query(Long.class)
                                .single()
                        == 0);
        return nodeId;
    }

    private String syncStatus(long nodeId) {
        return control.get("/admin/nodes/" + nodeId).body().get("syncStatus").stringValue();
    }

    private JsonNode awaitState(long id, String state) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(replay(id).get("state").stringValue())
                        .as("%s", replay(id))
                        .isEqualTo(state));
        return replay(id);
    }

    private String stateOf(long id) {
        return replay(id).get("state").stringValue();
    }

    private JsonNode replay(long id) {
        return control.get("/admin/replays/" + id).body();
    }

    private Map<String, Long> timesTold() {
        return TopicContent.of(control.kafka().bootstrapServers(), Topics.NODE_EVENTS.name()).stream()
                .collect(Collectors.groupingBy(ReplaysIT::eventId, Collectors.counting()));
    }

    private Set<String> eventIds(String topic) {
        Set<String> ids = new TreeSet<>();
        TopicContent.of(control.kafka().bootstrapServers(), topic).forEach(record -> ids.add(eventId(record)));
        return ids;
    }

    private static String eventId(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }
}
