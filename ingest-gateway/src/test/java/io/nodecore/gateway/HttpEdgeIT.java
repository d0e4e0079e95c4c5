package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.gateway.kit.FakeConfigService;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.gateway.kit.Keys;
import io.nodecore.gateway.kit.Outcome.Ok;
import io.nodecore.gateway.kit.Outcome.Refusal;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.control.GetConfigResponse;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.UsageReported;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What only HTTP has: registration, routes, methods, media types, entity tags, and the types of JSON. */
class HttpEdgeIT {

    private final RunningGateway gateway = RunningGateway.shared();
    private final HttpAgent agent = new HttpAgent(gateway);

    @BeforeEach
    void configServiceAnswers() {
        gateway.configService().away(false);
    }

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    @Test
    void a_registered_node_can_report_at_once_and_config_service_hears_of_its_first_call() {
        HttpResponse<String> registered = register(registration(FakeConfigService.GOOD_CODE));

        assertThat(registered.statusCode()).isEqualTo(201);
        JsonNode node = HttpAgent.JSON.readTree(registered.body());
        assertThat(node.get("nodeId").isIntegralNumber()).isTrue();
        int heard = gateway.configService().findKeyCalls();
        assertThat(agent.send(Samples.heartbeat(), node.get("authKey").asString(), null))
                .isInstanceOf(Ok.class);
        // The code must not be answered again once the node has called: only config-service can see to that.
        assertThat(gateway.configService().findKeyCalls()).isEqualTo(heard + 1);
        gateway.configService().away(true);
        assertThat(agent.send(Samples.heartbeat(), node.get("authKey").asString(), null))
                .isInstanceOf(Ok.class);
    }

    @ParameterizedTest
    @CsvSource({
        "unknown-code, 403, code-invalid",
        "used-code, 409, code-used",
        "refused-code, 400, invalid-report",
    })
    void a_registration_is_refused_as_config_service_decides(String code, int status, String reason) {
        Refusal refusal = (Refusal) HttpAgent.outcome(register(registration(code)));

        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    @Test
    void a_registration_needs_config_service() {
        gateway.configService().away(true);

        Refusal refusal = (Refusal) HttpAgent.outcome(register(registration(FakeConfigService.GOOD_CODE)));

        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.reason()).isEqualTo("control-unavailable");
        assertThat(refusal.retryAfterSeconds()).isPositive();
    }

    @Test
    void a_registration_says_what_is_wrong_with_it() {
        HttpResponse<String> refused = register("""
                {"code": "", "name": "%s", "ip": "localhost", "port": 65536}""".formatted("n".repeat(129)));

        assertThat(((Refusal) HttpAgent.outcome(refused)).violations())
                .extracting(violation -> violation.field())
                .containsExactlyInAnyOrder("code", "name", "ip", "port", "region");
    }

    private static String registration(String code) {
        return """
                {"code": "%s", "name": "edge-1", "ip": "203.0.113.7", "port": 443, "region": "eu", "domain": null, "more": [1]}""".formatted(code);
    }

    private HttpResponse<String> register(String json) {
        return agent.exchange(agent.request("/node/register")
                .header("content-type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(json)));
    }

    @Test
    void a_problem_document_names_the_failure() {
        HttpResponse<String> refused = agent.post("/node/usage", "{}", Keys.of(gateway.newNode()));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(refused.body()).isEqualTo("""
                {"type":"urn:nodecore:failure:invalid-report","title":"Bad Request","status":400,\
                "detail":"entries is required","reason":"invalid-report",\
                "violations":[{"field":"entries","message":"is required"}]}""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/node",
                "/node/",
                "/node/usage/",
                "/node/Usage",
                "/admin/nodes",
                "/actuator/health",
                "/favicon.ico",
                "/node/%75nknown",
                "/a/..%2fb"
            })
    void there_is_nothing_elsewhere(String path) {
        for (String method : List.of("GET", "POST", "DELETE")) {
            HttpResponse<String> answer =
                    agent.exchange(agent.request(path).method(method, BodyPublishers.ofString("{}")));
            assertThat(HttpAgent.outcome(answer)).isEqualTo(new Refusal(404, "unknown-route", List.of(), null));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /node/usage, 'POST, OPTIONS'",
        "HEAD, /node/register, 'POST, OPTIONS'",
        "PUT, /node/heartbeat, 'POST, OPTIONS'",
        "DELETE, /node/config/latest, 'GET, HEAD, OPTIONS'",
        "POST, /node/config/latest, 'GET, HEAD, OPTIONS'",
        "BREW, /node/error, 'POST, OPTIONS'",
    })
    void another_method_is_not_allowed_before_a_key_is_looked_at(String method, String path, String allowed) {
        HttpResponse<String> answer = agent.exchange(agent.request(path).method(method, BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
    }

    @Test
    void options_tells_the_methods() {
        HttpResponse<String> answer =
                agent.exchange(agent.request("/node/config/latest").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "nonsense",
                "application/json;charset=utf-16",
                "a/b/c;"
            })
    void another_media_type_is_refused_once_the_key_is_known(String type) {
        var request = agent.request("/node/usage").header("content-type", type).POST(BodyPublishers.ofString("{}"));
        assertThat(agent.exchange(request).statusCode()).isEqualTo(401);

        HttpResponse<String> answer = agent.exchange(request.header("x-node-auth-key", Keys.of(gateway.newNode())));

        assertThat(HttpAgent.outcome(answer)).isEqualTo(new Refusal(415, "unsupported-media-type", List.of(), null));
    }

    @Test
    void a_compressed_body_is_refused() {
        HttpResponse<String> answer = agent.exchange(agent.request("/node/usage")
                .header("content-encoding", "gzip")
                .header("x-node-auth-key", Keys.of(gateway.newNode()))
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void a_body_without_a_media_type_is_json() {
        HttpResponse<String> answer = agent.exchange(agent.request("/node/usage")
                .header("x-node-auth-key", Keys.of(gateway.newNode()))
                .POST(BodyPublishers.ofString("{\"entries\":[]}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "1",
                "\"x\"",
                "{",
                "{}{}",
                "{\"entries\":[]",
                "{\"entries\":[}",
                "{'entries':[]}",
                "{\"entries\":[],\"entries\":[]}",
                "{\"entries\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\\x\"}",
                "{\"a\":1e}",
                "nul"
            })
    void what_is_no_json_object_is_malformed(String body) {
        assertThat(HttpAgent.outcome(agent.post("/node/usage", body, Keys.of(gateway.newNode()))))
                .isEqualTo(new Refusal(400, "malformed-report", List.of(), null));
    }

    @Test
    void deep_nesting_huge_numbers_and_broken_text_are_malformed() {
        String key = Keys.of(gateway.newNode());
        List<byte[]> bodies = List.of(
                ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8),
                ("{\"a\":" + "9".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8),
                new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
                "{\"entries\":[]}".getBytes(StandardCharsets.UTF_16LE));

        for (byte[] body : bodies) {
            assertThat(agent.post("/node/usage", body, key).statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | must be an integer",
                "\"1.5\" | must be an integer",
                "1e-3 | must be an integer",
                "\"\" | must be an integer",
                "\" 1\" | must be an integer",
                "\"+1\" | must be an integer",
                "\"0x1\" | must be an integer",
                "true | must be an integer",
                "[] | must be an integer",
                "{\"a\":[{}]} | must be an integer",
                "null | is required",
                "9223372036854775808 | must be an integer from -9223372036854775808 to 9223372036854775807",
                "\"-1\" | must be 0 or greater, got -1",
                "-1 | must be 0 or greater, got -1",
            })
    void an_amount_is_a_whole_number(String value, String message) {
        String body = usage().replace("\"bytesUp\":\"1000\"", "\"bytesUp\":" + value);

        Refusal refusal = (Refusal) HttpAgent.outcome(agent.post("/node/usage", body, Keys.of(gateway.newNode())));

        assertThat(refusal.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("entries[0].bytesUp");
            assertThat(violation.message()).isEqualTo(message);
        });
    }

    @Test
    void numbers_may_be_numbers_or_decimal_strings_and_more_fields_are_ignored() throws Exception {
        long nodeId = gateway.newNode();
        String body = usage().replace(
                        "\"bytesUp\":\"1000\"", "\"bytesUp\":1000,\"more\":{\"x\":[1,null]},\"authKey\":\"k\"")
                .replace("\"subscriptionId\":\"7\"", "\"subscriptionId\":null");

        assertThat(agent.post("/node/usage", body, Keys.of(nodeId)).statusCode())
                .isEqualTo(200);

        var fact = gateway.facts().of(Topics.USAGE, nodeId).getFirst();
        assertThat(UsageReported.parseFrom(fact.value()).getEntries(0).getBytesUp())
                .isEqualTo(1000);
        assertThat(UsageReported.parseFrom(fact.value()).getEntries(0).hasSubscriptionId())
                .isFalse();
    }

    @Test
    void wrong_types_are_violations_with_their_place() {
        Refusal refusal =
                (Refusal) HttpAgent.outcome(agent.post("/node/session-events", """
                {"events": [7, {"userId": 1, "protocol": 5, "eventType": "online", "occurredAt": null}, {}]}""", Keys.of(gateway.newNode())));

        assertThat(refusal.violations())
                .extracting(violation -> violation.field() + " " + violation.message())
                .containsExactly(
                        "events[0] must be an object",
                        "events[1].protocol must be a string",
                        "events[1].occurredAt is required",
                        "events[2].userId is required",
                        "events[2].protocol is required",
                        "events[2].eventType is required",
                        "events[2].occurredAt is required");
    }

    private static String usage() {
        return HttpAgent.json(
                ReportUsageRequest.newBuilder().addEntries(Samples.usageEntry()).build());
    }

    @Test
    void half_a_surrogate_pair_is_refused() {
        Refusal refusal = (Refusal) HttpAgent.outcome(
                agent.post("/node/error", "{\"message\":\"\\ud800 alone\"}", Keys.of(gateway.newNode())));

        assertThat(refusal.violations())
                .extracting(violation -> violation.field())
                .containsExactly("message");
    }

    @Test
    void an_agent_that_hangs_up_in_mid_body_holds_nothing_and_is_counted() throws Exception {
        InFlightBudget budget = gateway.bean("inFlightBudget", InFlightBudget.class);
        MeterRegistry meters = gateway.bean(MeterRegistry.class);
        double before = brokenOff(meters);
        try (Socket socket = new Socket("127.0.0.1", gateway.httpPort())) {
            socket.getOutputStream()
                    .write("""
                            POST /node/error HTTP/1.1\r
                            Host: x\r
                            x-node-auth-key: %s\r
                            Content-Length: 1000000\r
                            \r
                            {"message":""".formatted(Keys.of(gateway.newNode())).getBytes(StandardCharsets.UTF_8));
            await().until(() -> budget.heldBytes() > 0);
        }

        await().untilAsserted(() -> assertThat(budget.heldBytes()).isZero());
        await().untilAsserted(() -> assertThat(brokenOff(meters)).isEqualTo(before + 1));
    }

    private static double brokenOff(MeterRegistry meters) {
        return meters.counter(
                        "nodecore.reports.rejected",
                        "report",
                        "error",
                        "transport",
                        "http",
                        "reason",
                        "malformed-report")
                .count();
    }

    @Test
    void a_heartbeat_may_be_an_empty_object() {
        HttpResponse<String> answer = agent.post("/node/heartbeat", "{}", Keys.of(gateway.newNode()));

        assertThat(answer.body()).isEqualTo("{\"ok\":true,\"needSync\":false}");
        assertThat(agent.send(HeartbeatRequest.getDefaultInstance(), gateway.newNode()))
                .isEqualTo(new Ok(false));
    }

    @Test
    void the_entity_tag_of_a_config_is_its_revision() {
        long nodeId = gateway.newNode();
        gateway.configService()
                .config(nodeId, GetConfigResponse.newBuilder().setRevision(12).build());

        HttpResponse<String> config = config(nodeId, "GET", "\"11\"");

        assertThat(config.statusCode()).isEqualTo(200);
        assertThat(config.headers().firstValue("ETag")).hasValue("\"12\"");
        assertThat(config.body())
                .isEqualTo("{\"revision\":12,\"clientMap\":{},\"mtprotoClientMap\":{},\"services\":{}}");
        for (String known : List.of("\"12\"", "W/\"12\"", "\"1\", \"12\"", "*", "12")) {
            HttpResponse<String> unchanged = config(nodeId, "GET", known);
            assertThat(unchanged.statusCode()).as(known).isEqualTo(304);
            assertThat(unchanged.body()).isEmpty();
        }
        HttpResponse<String> head = config(nodeId, "HEAD", "\"11\"");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void every_route_is_documented_and_every_documented_route_is_there() {
        JsonNode paths = HttpAgent.JSON
                .readTree(agent.exchange(agent.request("/v3/api-docs")).body())
                .get("paths");

        assertThat(paths.propertyNames())
                .containsExactly(
                        "/node/register",
                        "/node/heartbeat",
                        "/node/usage",
                        "/node/outbound-usage",
                        "/node/session-events",
                        "/node/config/latest",
                        "/node/config/applied",
                        "/node/error",
                        "/node/stats",
                        "/node/online-users",
                        "/v3/api-docs");
        paths.forEachEntry((path, methods) -> assertThat(
                        agent.exchange(agent.request(path).method("OPTIONS", BodyPublishers.noBody()))
                                .headers()
                                .firstValue("Allow")
                                .orElseThrow()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace(", head", "")
                                .replace(", options", ""))
                .as(path)
                .isEqualTo(methods.propertyNames().iterator().next()));
    }

    private HttpResponse<String> config(long nodeId, String method, String ifNoneMatch) {
        return agent.exchange(agent.request("/node/config/latest")
                .header("x-node-auth-key", Keys.of(nodeId))
                .header("If-None-Match", ifNoneMatch)
                .method(method, BodyPublishers.noBody()));
    }
}
