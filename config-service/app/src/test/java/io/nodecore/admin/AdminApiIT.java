package io.nodecore.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.RunningControl;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The admin API as its users meet it: token, shapes, pages, and every way of being refused. */
class AdminApiIT {

    private final RunningControl control = RunningControl.get();

    @Test
    void nobody_gets_in_without_the_token() {
        for (String header : List.of("Bearer wrong", "Basic " + RunningControl.TOKEN, "Bearer", "")) {
            Answer answer = header.isEmpty()
                    ? control.send("GET", "/admin/nodes", null)
                    : control.send("GET", "/admin/nodes", null, "Authorization", header);
            assertThat(answer.status()).as(header).isEqualTo(401);
            assertThat(answer.body().get("reason").stringValue()).isEqualTo("unauthenticated");
        }
        assertThat(control.send("GET", "//admin/nodes", null).status()).isIn(400, 401);
        assertThat(control.send("GET", "/admin;x=1/nodes", null).status()).isIn(400, 401);
        assertThat(control.send("GET", "/%61dmin/nodes", null).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GET    | /admin/nowhere                      |                                  | 404 | unknown-route",
                "DELETE | /admin/registration-codes           |                                  | 405 | method-not-allowed",
                "GET    | /admin/nodes/999999999              |                                  | 404 | unknown-node",
                "GET    | /admin/nodes/x                      |                                  | 400 | invalid-request",
                "GET    | /admin/nodes/99999999999999999999   |                                  | 400 | invalid-request",
                "GET    | /admin/nodes/-1                     |                                  | 404 | unknown-node",
                "DELETE | /admin/nodes/999999999              |                                  | 404 | unknown-node",
                "POST   | /admin/nodes/999999999/rotate-key   |                                  | 404 | unknown-node",
                "GET    | /admin/nodes/999999999/errors       |                                  | 404 | unknown-node",
                "GET    | /admin/nodes/999999999/config       |                                  | 404 | unknown-node",
                "GET    | /admin/nodes/999999999/runtime-status |                                | 404 | unknown-node",
                "PUT    | /admin/nodes/999999999/services     | {}                               | 404 | unknown-node",
                "GET    | /admin/nodes?limit=0                |                                  | 400 | invalid-request",
                "GET    | /admin/nodes?limit=501              |                                  | 400 | invalid-request",
                "GET    | /admin/nodes?limit=x                |                                  | 400 | invalid-request",
                "GET    | /admin/nodes?cursor=x               |                                  | 400 | invalid-request",
                "POST   | /admin/registration-codes           | {'maxUses': 0}                   | 400 | invalid-request",
                "POST   | /admin/registration-codes           | {'expiresInMinutes': -5}         | 400 | invalid-request",
                "POST   | /admin/registration-codes           | {'expiresInMinutes': 1e30}       | 400 | invalid-request",
                "POST   | /admin/registration-codes           | {'maxUses': 1.5}                 | 400 | invalid-request",
                "POST   | /admin/registration-codes           | {'maxUses': 'many'}              | 400 | invalid-request",
                "POST   | /admin/users                        |                                  | 400 | invalid-request",
                "POST   | /admin/users                        | not json                         | 400 | invalid-request",
                "POST   | /admin/users                        | []                               | 400 | invalid-request",
                "POST   | /admin/users                        | null                             | 400 | invalid-request",
                "POST   | /admin/users                        | {}                               | 400 | invalid-request",
                "POST   | /admin/users                        | {'name': {}}                     | 400 | invalid-request",
                "POST   | /admin/users                        | {'name': 5}                      | 400 | invalid-request",
                "GET    | /admin/nodes?limit=%ff              |                                  | 400 | invalid-request",
                "POST   | /admin/users                        | {'name': 'a\\u0000b'}            | 400 | invalid-request",
                "POST   | /admin/users                        | {'name': 'x', 'status': 'gone'}  | 400 | invalid-request",
                "PATCH  | /admin/users/999999999              | {'name': 'x'}                    | 404 | unknown-user",
                "POST   | /admin/subscriptions                | {}                               | 400 | invalid-request",
                "POST   | /admin/subscriptions                | {'userId': 999999999}            | 400 | invalid-request",
                "POST   | /admin/subscriptions                | {'userId': 1, 'expiresAt': 'soon'} | 400 | invalid-request",
                "POST   | /admin/subscriptions                | {'userId': 1, 'expiresAt': '+999999-01-01T00:00:00Z'} | 400 | invalid-request",
                "POST   | /admin/subscriptions                | {'userId': 1, 'trafficLimitBytes': -1} | 400 | invalid-request",
                "POST   | /admin/subscriptions                | {'userId': 1, 'trafficLimitBytes': 1.5} | 400 | invalid-request",
                "POST   | /admin/subscriptions                | {'userId': 1, 'trafficLimitBytes': 1e30} | 400 | invalid-request",
                "POST   | /admin/subscriptions                | {'userId': 1, 'trafficLimitBytes': 1e999999999} | 400 | invalid-request",
                "POST   | /admin/subscriptions                | {'userId': 1, 'expiresAt': 1893456000} | 400 | invalid-request",
                "POST   | /admin/subscriptions                | {'userId': 1, 'expiresAt': ''}   | 400 | invalid-request",
                "POST   | /admin/subscriptions                | {'userId': 1, 'resetPeriod': 'year'} | 400 | invalid-request",
                "GET    | /admin/subscriptions/999999999/links |                                 | 404 | unknown-subscription",
                "DELETE | /admin/subscriptions/1/links/x      |                                  | 400 | invalid-request",
                "GET    | /admin/usage?step=week              |                                  | 400 | invalid-request",
                "GET    | /admin/usage?from=yesterday         |                                  | 400 | invalid-request",
                "GET    | /admin/usage?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | | 400 | invalid-request",
                "GET    | /admin/usage?userId=x               |                                  | 400 | invalid-request",
                "GET    | /admin/users/1/sessions?cursor=x    |                                  | 400 | invalid-request",
                "GET    | /admin/online?nodeId=x              |                                  | 400 | invalid-request",
            })
    void bad_input_is_refused_with_a_reason(
            String method, String path, @org.jspecify.annotations.Nullable String body, int status, String reason) {
        Answer answer = control.admin(method, path, body == null ? null : body.replace('\'', '"'));

        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.body().get("reason").stringValue()).isEqualTo(reason);
        assertThat(answer.headers().get("content-type")).containsExactly("application/problem+json");
        if (status == 400) {
            assertThat(answer.body().get("violations").isEmpty()).isFalse();
        }
    }

    @Test
    void a_wrong_media_type_is_refused() {
        Answer answer = control.send(
                "POST",
                "/admin/users",
                "name=x",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Authorization",
                "Bearer " + RunningControl.TOKEN);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body().get("reason").stringValue()).isEqualTo("unsupported-media-type");
    }

    @Test
    void a_traffic_limit_of_0_is_no_limit_and_an_exponent_is_read() {
        long user = control.newUser();

        JsonNode none = control.expect(
                201, "POST", "/admin/subscriptions", "{\"userId\": %d, \"trafficLimitBytes\": 0}".formatted(user));
        JsonNode large = control.expect(
                201, "POST", "/admin/subscriptions", "{\"userId\": %d, \"trafficLimitBytes\": 1e9}".formatted(user));

        assertThat(none.get("trafficLimitBytes").isNull()).isTrue();
        assertThat(none.get("status").stringValue()).isEqualTo("active");
        assertThat(large.get("trafficLimitBytes").longValue()).isEqualTo(1_000_000_000);
        String path = "/admin/subscriptions/" + large.get("id");
        assertThat(control.expect(200, "PATCH", path, "{\"trafficLimitBytes\": 2e9}")
                        .get("trafficLimitBytes")
                        .longValue())
                .isEqualTo(2_000_000_000);
        assertThat(control.expect(200, "PATCH", path, "{\"trafficLimitBytes\": 0}")
                        .get("trafficLimitBytes")
                        .isNull())
                .isTrue();
        assertThat(control.admin("PATCH", path, "{\"expiresAt\": 5}").status()).isEqualTo(400);
        assertThat(control.admin("PATCH", path, "{\"expiresAt\": \"\"}").status())
                .isEqualTo(400);
    }

    @Test
    void a_body_that_is_too_large_or_too_deep_is_refused() {
        String path = "/admin/nodes/" + control.newNode().getNodeId() + "/services";
        String large = "{\"xray\": {\"log\": \"" + "x".repeat(5 << 20) + "\"}}";
        String deep = "{\"xray\": {\"log\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}}";
        String longNumber = "{\"xray\": {\"log\": " + "9".repeat(5_000) + "}}";

        for (String body : List.of(large, deep, longNumber)) {
            Answer answer = control.admin("PUT", path, body);
            assertThat(answer.status()).as("%s", answer).isEqualTo(400);
            assertThat(answer.body().get("reason").stringValue()).isEqualTo("invalid-request");
        }
    }

    @Test
    void a_code_has_defaults_and_may_be_made_without_a_body() {
        for (String body : new String[] {null, "{}", "{\"unknown\": true}"}) {
            JsonNode code = control.expect(201, "POST", "/admin/registration-codes", body);
            assertThat(code.get("maxUses").intValue()).isEqualTo(1);
            assertThat(code.get("uses").intValue()).isZero();
            assertThat(Instant.parse(code.get("expiresAt").stringValue()))
                    .isAfter(Instant.now().plusSeconds(3500));
        }
    }

    @Test
    void lists_page_by_cursor() {
        List<Long> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            created.add(control.newUser());
        }
        List<Long> listed = new ArrayList<>();
        String cursor = new Cursor("users").of(created.getFirst() - 1);
        while (cursor != null) {
            JsonNode page = control.get("/admin/users?limit=2&cursor=" + cursor).body();
            page.get("users").forEach(user -> listed.add(user.get("id").longValue()));
            cursor = page.get("next").isNull() ? null : page.get("next").stringValue();
        }

        assertThat(listed).containsSubsequence(created).doesNotHaveDuplicates();
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        JsonNode problem = control.expect(400, "GET", "/admin/users?cursor=" + new Cursor("nodes").of(1), null);

        assertThat(problem.get("detail").stringValue()).isEqualTo("cursor: not a cursor returned by this list");
    }

    @Test
    void a_second_link_on_a_node_protocol_is_the_first_one() {
        long protocol = protocol("vless", 443);
        long subscription = control.newSubscription(control.newUser());
        String first = control.newLink(subscription, protocol);

        JsonNode second = control.expect(
                200,
                "POST",
                "/admin/subscriptions/" + subscription + "/links",
                "{\"nodeProtocolId\": \"%d\"}".formatted(protocol));

        assertThat(second.get("uuid").stringValue()).isEqualTo(first);
        JsonNode links =
                control.get("/admin/subscriptions/" + subscription + "/links").body();
        assertThat(links.get("links").findValuesAsString("uuid")).containsExactly(first);
    }

    @Test
    void a_subscription_leaves_the_configs_while_it_is_not_active_or_its_user_is_disabled() {
        RunningNode node = node("trojan", 8443);
        long user = control.newUser();
        long subscription = control.newSubscription(user);
        String link = control.newLink(subscription, node.protocolId());
        String path = "/admin/subscriptions/" + subscription;
        assertThat(clientMap(node)).contains(link);

        control.expect(200, "PATCH", path, "{\"status\": \"disabled\"}");
        assertThat(clientMap(node)).doesNotContain(link);
        control.expect(200, "PATCH", path, "{\"status\": \"active\"}");
        assertThat(clientMap(node)).contains(link);
        control.expect(200, "PATCH", "/admin/users/" + user, "{\"status\": \"disabled\"}");
        assertThat(clientMap(node)).doesNotContain(link);
        long revision = latestRevision(node);
        control.expect(200, "PATCH", path, "{\"trafficLimitBytes\": 5}");
        assertThat(latestRevision(node)).as("a limit is not content").isEqualTo(revision);

        control.expect(200, "PATCH", "/admin/users/" + user, "{\"status\": \"active\"}");
        control.expect(204, "DELETE", "/admin/users/" + user, null);
        assertThat(clientMap(node)).doesNotContain(link);
        assertThat(control.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_subscription_expires_by_itself_and_more_time_wakes_it() {
        RunningNode node = node("vmess", 1443);
        long subscription = control.newSubscription(control.newUser());
        String link = control.newLink(subscription, node.protocolId());
        String path = "/admin/subscriptions/" + subscription;

        control.expect(
                200,
                "PATCH",
                path,
                "{\"expiresAt\": \"%s\"}".formatted(Instant.now().plusMillis(700)));

        await().untilAsserted(() -> {
            assertThat(control.get(path).body().get("status").stringValue()).isEqualTo("expired");
            assertThat(clientMap(node)).doesNotContain(link);
            assertThat(control.records(Topics.SUBSCRIPTION_EVENTS, Long.toString(subscription)))
                    .hasSize(1);
        });
        JsonNode woken = control.expect(200, "PATCH", path, "{\"expiresAt\": null}");
        assertThat(woken.get("status").stringValue()).isEqualTo("active");
        assertThat(clientMap(node)).contains(link);
    }

    @Test
    void the_same_services_again_make_no_new_revision_and_empty_ones_end_the_links() {
        RunningNode node = node("vless", 2443);
        long subscription = control.newSubscription(control.newUser());
        control.newLink(subscription, node.protocolId());
        String path = "/admin/nodes/" + node.id() + "/services";
        String sameInOtherOrder =
                "{\"xray\": {\"inbounds\": [{\"protocol\": \"vless\", \"port\": 2443, \"tag\": \"in\"}]}}";

        JsonNode same = control.expect(200, "PUT", path, sameInOtherOrder);
        assertThat(same.get("revision").longValue()).isEqualTo(2);
        assertThat(same.at("/protocols/0/id").longValue()).isEqualTo(node.protocolId());

        assertThat(control.admin("PUT", path, "{}").status()).isEqualTo(409);
        JsonNode none = control.expect(200, "PUT", path + "?removeLinks=true", "{}");
        assertThat(none.get("revision").longValue()).isEqualTo(3);
        assertThat(control.get("/admin/subscriptions/" + subscription + "/links")
                        .body()
                        .get("links")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void what_other_services_have_not_made_yet_is_empty_and_no_failure() {
        assertThat(control.get("/admin/usage?step=hour").body().toString())
                .isEqualTo("{\"step\":\"hour\",\"points\":[]}");
        assertThat(control.get("/admin/users/1/ips").body().toString()).isEqualTo("{\"ips\":[],\"next\":null}");
        assertThat(control.get("/admin/users/1/sessions").body().get("sessions").isEmpty())
                .isTrue();
    }

    @Test
    void the_projections_tell_their_lag() {
        await().untilAsserted(() -> {
            List<JsonNode> projections = control.get("/admin/projections")
                    .body()
                    .get("projections")
                    .valueStream()
                    .filter(item -> Stream.of("node-status", "dead-letters")
                            .anyMatch(name -> item.get("name").stringValue().equals(name)))
                    .toList();
            assertThat(projections)
                    .extracting(item -> item.get("name").stringValue())
                    .contains("node-status", "dead-letters");
            assertThat(projections.getFirst().get("endOffset").isNumber()).isTrue();
            for (JsonNode item : projections) {
                assertThat(Stream.of("firstOffset", "applied", "repeated", "deadLettered", "passedOver")
                                .mapToLong(count -> item.get(count).asLong())
                                .sum())
                        .as("%s", item)
                        .isEqualTo(item.get("position").asLong());
            }
        });
    }

    @Test
    void the_api_describes_itself_and_its_health() throws IOException, InterruptedException {
        Answer document = control.send("GET", "/v3/api-docs", null);
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body().get("paths").propertyNames())
                .contains(
                        "/admin/nodes/{id}/services",
                        "/admin/subscriptions/{subscriptionId}/links",
                        "/admin/fleet",
                        "/admin/overview",
                        "/admin/stream");
        assertThat(document.body()
                        .at("/paths/~1admin~1subscriptions/get/parameters")
                        .findValuesAsString("name"))
                .contains("userId", "status", "nearLimit", "expiresBefore", "q", "sort", "limit", "cursor");
        assertThat(document.body().at("/components/schemas").propertyNames())
                .contains("FleetRow", "FleetError", "Overview", "OverviewProblem", "NextStep");

        for (String group : List.of("liveness", "readiness")) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + control.managementPort() + "/actuator/health/" + group))
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
                        .as(group)
                        .isEqualTo(200);
            }
        }
    }

    private record RunningNode(long id, long protocolId) {}

    private RunningNode node(String protocol, int port) {
        long nodeId = control.newNode().getNodeId();
        JsonNode services =
                control.expect(200, "PUT", "/admin/nodes/" + nodeId + "/services", """
                {"xray": {"inbounds": [{"tag": "in", "port": %d, "protocol": "%s"}]}}
                """.formatted(port, protocol));
        return new RunningNode(nodeId, services.at("/protocols/0/id").longValue());
    }

    private long protocol(String protocol, int port) {
        return node(protocol, port).protocolId();
    }

    private String clientMap(RunningNode node) {
        return control.get("/admin/nodes/" + node.id() + "/config")
                .body()
                .get("clientMap")
                .toString();
    }

    private long latestRevision(RunningNode node) {
        return control.get("/admin/nodes/" + node.id())
                .body()
                .get("latestRevision")
                .longValue();
    }
}
