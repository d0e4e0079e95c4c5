package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.nodecore.adminclient.RunFile;
import io.nodecore.proto.GetLatestConfigRequest;
import io.nodecore.proto.NodeServiceGrpc;
import io.nodecore.proto.NodeServiceGrpc.NodeServiceBlockingStub;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.UsageEntry;
import io.nodecore.testkit.TopicContent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A quota from the first byte to the limit and back, over all services of the default run. */
class QuotaPathIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Metadata.Key<String> AUTH_KEY =
            Metadata.Key.of("x-node-auth-key", Metadata.ASCII_STRING_MARSHALLER);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void usage_beyond_a_limit_removes_the_client_and_a_higher_limit_or_a_new_day_restores_it(@TempDir Path folder)
            throws Exception {
        Map<String, String> anyPort = Map.of("HTTP_PORT", "0", "GRPC_PORT", "0", "ADMIN_PORT", "0");
        try (var process = StandaloneProcess.start(folder, anyPort)) {
            RunFile run = process.run();
            JsonNode registered = register(run);
            String node = "nodes/" + registered.get("nodeId").longValue();
            long protocol = admin(run, "PUT", node + "/services", """
                            {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless",
                                                    "settings": {"decryption": "none"}}]}}
                            """)
                    .at("/protocols/0/id")
                    .longValue();
            long user =
                    admin(run, "POST", "users", "{\"name\": \"eve\"}").get("id").longValue();
            long subscription = admin(run, "POST", "subscriptions", """
                            {"userId": %d, "trafficLimitBytes": 1000, "resetPeriod": "day"}
                            """.formatted(user))
                    .get("id")
                    .longValue();
            String path = "subscriptions/" + subscription;
            String link = admin(run, "POST", path + "/links", "{\"nodeProtocolId\": %d}".formatted(protocol))
                    .get("uuid")
                    .stringValue();
            // Each byte counts half.
            admin(run, "PATCH", node + "/protocols/" + protocol, "{\"multiplier\": 0.5}");
            ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", run.grpcPort())
                    .usePlaintext()
                    .build();
            try {
                NodeServiceBlockingStub agent =
                        agent(channel, registered.get("authKey").stringValue());
                var usage = UsageEntry.newBuilder()
                        .setUserId(user)
                        .setSubscriptionId(subscription)
                        .setNodeProtocolId(protocol);

                report(agent, usage, 1_600);
                String warning = "subscription.limit-warning:" + subscription + ":1:" + today();
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(eventIds(run)).containsExactly(warning));
                assertThat(clients(agent)).contains(link);

                report(agent, usage, 400);
                String reached = "subscription.limit-reached:" + subscription + ":1:" + today();
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(clients(agent)).isEqualTo("{}"));
                assertThat(eventIds(run)).containsExactly(warning, reached);
                JsonNode limited = admin(run, "GET", path, null);
                assertThat(limited.get("status").stringValue()).isEqualTo("limited");
                assertThat(limited.get("bytesDown").longValue()).isEqualTo(2_000);
                assertThat(limited.get("billedBytes").longValue()).isEqualTo(1_000);

                admin(run, "PATCH", path, "{\"trafficLimitBytes\": 1100}");
                assertThat(admin(run, "GET", path, null).get("status").stringValue())
                        .isEqualTo("active");
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(clients(agent)).contains(link));

                report(agent, usage, 200);
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(clients(agent)).isEqualTo("{}"));
                assertThat(eventIds(run))
                        .contains("subscription.limit-reached:" + subscription + ":2:" + today())
                        .doesNotHaveDuplicates();

                moveToYesterday(run);
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(clients(agent)).contains(link));
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(eventIds(run))
                                .anyMatch(id -> id.startsWith("subscription.reset:" + subscription + ":")));
            } finally {
                channel.shutdownNow();
            }
            assertThat(process.output()).doesNotContain("ERROR");
        }
    }

    private static void report(NodeServiceBlockingStub agent, UsageEntry.Builder usage, long bytesDown) {
        agent.reportUsage(ReportUsageRequest.newBuilder()
                .addEntries(usage.setBytesDown(bytesDown)
                        .setRecordedAt(Instant.now().toString()))
                .build());
    }

    private static String clients(NodeServiceBlockingStub agent) {
        return agent.getLatestConfig(GetLatestConfigRequest.getDefaultInstance())
                .getClientMapJson();
    }

    private static NodeServiceBlockingStub agent(ManagedChannel channel, String authKey) {
        Metadata headers = new Metadata();
        headers.put(AUTH_KEY, authKey);
        return NodeServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** Moves the decisions about the quota of the day to the day before. */
    private static void moveToYesterday(RunFile run) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(run.postgresUrl(), run.postgresUser(), run.postgresPassword());
                var statement = connection.createStatement()) {
            statement.execute("""
                    update control.subscriptions
                    set quota_reached_for = quota_reached_for - interval '1 day',
                        quota_resets_at = quota_resets_at - interval '1 day'
                    """);
        }
    }

    private static List<String> eventIds(RunFile run) {
        return TopicContent.of(run.kafkaBootstrapServers(), "events.subscription").stream()
                .map(record -> new String(
                        Objects.requireNonNull(record.headers().lastHeader("ce_id"))
                                .value(),
                        StandardCharsets.UTF_8))
                .toList();
    }

    private static String today() {
        return Instant.now().toString().substring(0, 10);
    }

    private JsonNode register(RunFile run) throws IOException, InterruptedException {
        String code = admin(run, "POST", "registration-codes", "{}").get("code").stringValue();
        return send(run, "POST", "http://127.0.0.1:" + run.httpPort() + "/node/register", """
                {"code": "%s", "name": "n", "ip": "127.0.0.1", "port": 1, "region": "r"}
                """.formatted(code));
    }

    private JsonNode admin(RunFile run, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return send(run, method, "http://127.0.0.1:" + run.adminPort() + "/admin/" + path, body);
    }

    private JsonNode send(RunFile run, String method, String url, @Nullable String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + run.adminToken())
                        .header("Content-Type", "application/json")
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, url, answer.body())
                .isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }
}
