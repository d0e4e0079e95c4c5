package io.nodecore.control.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.RunningControl;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Ten thousand at once: one revision of each node that they touch, one record of each of them, all or nothing. */
class BulkIT {

    private static final int NODES = 20;
    private static final int PER_NODE = 500;
    private static final int ALL = NODES * PER_NODE;

    /** Not the target (10 s on a machine of its own), but far from what a round trip per row would take here. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final RunningControl control = RunningControl.get();

    private record Place(long nodeId, long protocolId) {}

    @Test
    void a_change_of_10_000_on_20_nodes_is_one_revision_of_each_node_and_one_record_of_each_subscription()
            throws Exception {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            places.add(place());
        }
        Instant begin = Instant.now();
        List<Long> users = users(ALL);
        tell("10 000 users created", begin);
        List<Long> subscriptions = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            subscriptions.addAll(subscribe(users.subList(i * PER_NODE, (i + 1) * PER_NODE), places.get(i)));
        }
        published();
        tell("10 000 users, subscriptions and links set up on 20 nodes", begin);
        Map<Long, Long> before = revisions(places);

        begin = Instant.now();
        JsonNode answer = change(subscriptions, "{\"status\": \"disabled\"}");
        tell("10 000 subscriptions disabled", begin);
        published();
        Duration took = tell("10 000 subscriptions disabled and published", begin);

        assertThat(answer.toString()).isEqualTo("{\"matched\":10000,\"changed\":10000,\"next\":null}");
        assertThat(revisions(places)).isEqualTo(plus(before, 1));
        assertThat(disabled(subscriptions)).as("records of each").isEqualTo(once(subscriptions));
        assertThat(took).isLessThan(BOUND);
        assertThat(control.get("/admin/nodes/" + places.getFirst().nodeId() + "/config")
                        .body()
                        .get("clientMap")
                        .isEmpty())
                .isTrue();

        assertThat(change(subscriptions, "{\"status\": \"disabled\"}")
                        .get("changed")
                        .intValue())
                .as("the same again")
                .isZero();
        List<Long> ofFirst = subscriptions.subList(0, PER_NODE);
        change(ofFirst, "{\"status\": \"active\"}");
        assertThat(revisions(places.subList(0, 1))).isEqualTo(plus(before, 2, places.getFirst()));
        assertThat(revisions(places.subList(1, NODES)))
                .as("nodes that nothing touched")
                .isEqualTo(plus(before, 1, places.subList(1, NODES)));

        change(ofFirst, "{\"trafficLimitBytes\": 1000}");
        assertThat(revisions(places.subList(0, 1)))
                .as("a limit is not content")
                .isEqualTo(plus(before, 2, places.getFirst()));

        begin = Instant.now();
        JsonNode usersChanged = control.expect(
                200,
                "PATCH",
                "/admin/users/bulk",
                "{\"ids\": %s, \"change\": {\"status\": \"disabled\"}}".formatted(users));
        published();
        tell("10 000 users disabled and published", begin);
        assertThat(usersChanged.get("changed").intValue()).isEqualTo(ALL);
        assertThat(revisions(places.subList(0, 1))).isEqualTo(plus(before, 3, places.getFirst()));

        JsonNode page = control.expect(
                200,
                "PATCH",
                "/admin/subscriptions/bulk",
                "{\"where\": {\"nodeId\": %d, \"status\": \"disabled\"}, \"change\": {\"status\": \"active\"}}"
                        .formatted(places.get(1).nodeId()));
        assertThat(page.toString()).isEqualTo("{\"matched\":500,\"changed\":500,\"next\":null}");
        control.newSubscription(control.newUser());
        JsonNode first = control.expect(
                200, "PATCH", "/admin/subscriptions/bulk", "{\"where\": {}, \"change\": {\"resetPeriod\": \"none\"}}");
        assertThat(first.get("matched").intValue()).isEqualTo(BulkRules.MOST_ITEMS);
        JsonNode rest = control.expect(
                200,
                "PATCH",
                "/admin/subscriptions/bulk",
                "{\"where\": {}, \"cursor\": \"%s\", \"change\": {\"resetPeriod\": \"none\"}}"
                        .formatted(first.get("next").stringValue()));
        assertThat(first.get("matched").intValue() + rest.get("matched").intValue())
                .isEqualTo(control.jdbc()
                        .sql("select count(*) from subscriptions")
                        .query(Integer.class)
                        .single());
    }

    @Test
    void links_of_many_on_many_are_made_once() {
        List<Place> places = List.of(place(), place());
        List<Long> subscriptions = subscribe(users(3), places.getFirst());
        String body = "{\"subscriptionIds\": %s, \"nodeProtocolIds\": %s}"
                .formatted(subscriptions, places.stream().map(Place::protocolId).toList());

        JsonNode made = control.expect(201, "POST", "/admin/links/bulk", body);
        assertThat(made.get("created").intValue()).as("three were there").isEqualTo(3);
        JsonNode again = control.expect(200, "POST", "/admin/links/bulk", body);
        assertThat(again.get("created").intValue()).isZero();
        assertThat(again.get("links")).isEqualTo(made.get("links"));
        assertThat(revisions(places))
                .isEqualTo(Map.of(places.get(0).nodeId(), 2L, places.get(1).nodeId(), 2L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "POST  | users         | {'users': []}                                                   | users",
                "POST  | users         | {'users': [null]}                                               | users[0]",
                "POST  | users         | {'users': [{'name': 'a'}, {'name': ''}]}                        | users[1].name",
                "PATCH | users         | {'ids': [%d]}                                                   | change",
                "PATCH | users         | {'ids': [%d, 999999999], 'change': {'status': 'disabled'}}      | ids[1]",
                "PATCH | users         | {'ids': [%d], 'change': {'status': 'gone'}}                     | change.status",
                "POST  | subscriptions | {'subscriptions': [{'userId': %d}, {'userId': 999999999}]}      | subscriptions[1].userId",
                "POST  | subscriptions | {'subscriptions': [{'userId': %d, 'trafficLimitBytes': -1}]}    | subscriptions[0].trafficLimitBytes",
                "POST  | subscriptions | {'subscriptions': [{'userId': %d}], 'nodeProtocolIds': [999999999]} | nodeProtocolIds[0]",
                "PATCH | subscriptions | {'change': {'status': 'disabled'}}                              | ids",
                "PATCH | subscriptions | {'ids': [1], 'where': {}, 'change': {'status': 'disabled'}}     | ids",
                "PATCH | subscriptions | {'ids': [999999999], 'change': {'status': 'disabled'}}          | ids[0]",
                "PATCH | subscriptions | {'where': {'status': 'x'}, 'change': {'status': 'disabled'}}    | where.status",
                "PATCH | subscriptions | {'where': {}, 'change': {'expiresAt': 'soon'}}                  | change.expiresAt",
                "PATCH | subscriptions | {'where': {}, 'cursor': 'x', 'change': {'status': 'disabled'}}  | cursor",
                "POST  | links         | {'subscriptionIds': [999999999], 'nodeProtocolIds': [1]}        | subscriptionIds[0]",
            })
    void what_is_wrong_with_one_element_is_told_at_it_and_nothing_happens(
            String method, String what, String body, String field) {
        long user = control.newUser();
        control.newSubscription(user);
        long rows = rows();

        Answer answer = control.admin(
                method, "/admin/" + what + "/bulk", body.replace('\'', '"').replace("%d", Long.toString(user)));

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.body().get("violations").findValuesAsString("field")).contains(field);
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void a_request_has_10_000_elements_at_most_and_an_element_stands_there_once() {
        String tooMany = LongStream.rangeClosed(1, 10_001).boxed().toList().toString();
        Answer answer = control.admin(
                "PATCH",
                "/admin/subscriptions/bulk",
                "{\"ids\": %s, \"change\": {\"status\": \"active\"}}".formatted(tooMany));
        assertThat(answer.body().at("/violations/0/message").stringValue())
                .contains("10000")
                .contains("10001");

        long user = control.newUser();
        Answer twice = control.admin(
                "PATCH",
                "/admin/users/bulk",
                "{\"ids\": [%d, %d], \"change\": {\"name\": \"x\"}}".formatted(user, user));
        assertThat(twice.body().at("/violations/0/field").stringValue()).isEqualTo("ids[1]");
    }

    private Place place() {
        long nodeId = control.newNode().getNodeId();
        JsonNode services = control.expect(200, "PUT", "/admin/nodes/" + nodeId + "/services", """
                {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless"}]}}
                """);
        return new Place(nodeId, services.at("/protocols/0/id").longValue());
    }

    private List<Long> users(int count) {
        String users = LongStream.range(0, count)
                .mapToObj(i -> "{\"name\": \"bulk-" + i + "\"}")
                .collect(Collectors.joining(","));
        return ids(control.expect(201, "POST", "/admin/users/bulk", "{\"users\": [" + users + "]}")
                .get("users"));
    }

    private List<Long> subscribe(List<Long> users, Place place) {
        String wishes = users.stream().map("{\"userId\": %d}"::formatted).collect(Collectors.joining(","));
        JsonNode answer = control.expect(
                201,
                "POST",
                "/admin/subscriptions/bulk",
                "{\"subscriptions\": [%s], \"nodeProtocolIds\": [%d]}".formatted(wishes, place.protocolId()));
        assertThat(answer.get("links").size()).isEqualTo(users.size());
        return ids(answer.get("subscriptions"));
    }

    private static List<Long> ids(JsonNode resources) {
        List<Long> ids = new ArrayList<>();
        resources.forEach(resource -> ids.add(resource.get("id").longValue()));
        return ids;
    }

    private JsonNode change(List<Long> ids, String change) {
        return control.expect(
                200, "PATCH", "/admin/subscriptions/bulk", "{\"ids\": %s, \"change\": %s}".formatted(ids, change));
    }

    private Map<Long, Long> revisions(List<Place> places) {
        Map<Long, Long> revisions = new HashMap<>();
        for (Place place : places) {
            revisions.put(
                    place.nodeId(),
                    control.get("/admin/nodes/" + place.nodeId())
                            .body()
                            .get("latestRevision")
                            .longValue());
        }
        return revisions;
    }

    private static Map<Long, Long> plus(Map<Long, Long> before, long more) {
        return before.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, node -> node.getValue() + more));
    }

    private static Map<Long, Long> plus(Map<Long, Long> before, long more, Place of) {
        return plus(before, more, List.of(of));
    }

    private static Map<Long, Long> plus(Map<Long, Long> before, long more, List<Place> of) {
        Map<Long, Long> after = plus(before, more);
        after.keySet().retainAll(of.stream().map(Place::nodeId).toList());
        return after;
    }

    private static Map<Long, Long> once(List<Long> ids) {
        return ids.stream().collect(Collectors.toMap(id -> id, id -> 1L));
    }

    /** How many records tell of each subscription that it is disabled. */
    private Map<Long, Long> disabled(List<Long> subscriptions) throws Exception {
        Set<Long> wanted = Set.copyOf(subscriptions);
        Map<Long, Long> counts = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : control.records(Topics.CONTROL_SUBSCRIPTIONS)) {
            if (record.value() != null) {
                Subscription state = Subscription.parseFrom(record.value());
                if (state.getStatus().equals("disabled") && wanted.contains(state.getId())) {
                    counts.merge(state.getId(), 1L, Long::sum);
                }
            }
        }
        return counts;
    }

    private void published() {
        await().atMost(BOUND)
                .until(() -> control.jdbc()
                                .sql("select count(*) from outbox")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private long rows() {
        return control.jdbc()
                .sql(
                        "select (select count(*) from users) + (select count(*) from subscriptions) + (select count(*) from links)")
                .query(Long.class)
                .single();
    }

    private static Duration tell(String what, Instant begin) {
        Duration took = Duration.between(begin, Instant.now());
        System.out.printf("%s: %.2f s%n", what, took.toMillis() / 1000.0);
        return took;
    }
}
