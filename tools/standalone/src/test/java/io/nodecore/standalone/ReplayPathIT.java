package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.adminclient.RunFile;
import io.nodecore.testkit.RowTexts;
import io.nodecore.testkit.TopicContent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays of all projections over the admin API without any emission, and a start after the loss of everything but the topics. */
class ReplayPathIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final List<String> PROJECTIONS = List.of(
            "usage", "outbound-usage", "session-events", "node-stats-hours", "user-ips", "node-status", "dead-letters");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void a_full_replay_emits_nothing_and_tables_and_redis_are_rebuilt_from_the_topics(@TempDir Path folder)
            throws Exception {
        Map<String, String> anyPort = Map.of("HTTP_PORT", "0", "GRPC_PORT", "0", "ADMIN_PORT", "0");
        List<String> before;
        try (var process = StandaloneProcess.start(folder, anyPort)) {
            RunFile run = process.run();
            reportEverything(run);
            awaitApplied(run);
            before = checksums(run);
            assertThat(before).noneMatch(line -> line.contains(" 0 null"));

            Map<TopicPartition, Long> ends = ends(run);
            Set<Integer> contacted = new TreeSet<>();
            for (String projection : PROJECTIONS) {
                long id = admin(
                                run,
                                "POST",
                                "replays",
                                "{\"projection\": \"%s\", \"swap\": true}".formatted(projection))
                        .get("id")
                        .longValue();
                await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
                    contacted.addAll(OpenSockets.portsConnectedTo(run.pid()));
                    JsonNode replay = admin(run, "GET", "replays/" + id, null);
                    assertThat(replay.get("state").stringValue())
                            .as("%s", replay)
                            .isEqualTo("swapped");
                });
                assertThat(admin(run, "GET", "replays/" + id, null)
                                .at("/comparison/equal")
                                .booleanValue())
                        .as(projection)
                        .isTrue();
            }
            assertThat(contacted)
                    .as("only the servers of this run, and its own ports")
                    .isSubsetOf(ownPorts(run));
            assertThat(ends(run)).as("records in the topics").isEqualTo(ends);
            assertThat(checksums(run)).isEqualTo(before);
            assertThat(process.output()).doesNotContain("ERROR");
        }

        delete(folder.resolve(".nodecore/postgres"));
        delete(folder.resolve(".nodecore/redis"));
        try (var process = StandaloneProcess.start(folder, anyPort)) {
            RunFile run = process.run();
            awaitApplied(run);
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(checksums(run)).isEqualTo(before));
            JsonNode presence = admin(run, "POST", "replays", "{\"projection\": \"presence\"}");
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(admin(
                                            run,
                                            "GET",
                                            "replays/" + presence.get("id").longValue(),
                                            null)
                                    .get("state")
                                    .stringValue())
                            .isEqualTo("done"));
        }
    }

    /** Reports of all kinds of a node, beyond the limit of a subscription; returns when all domain events are emitted. */
    private void reportEverything(RunFile run) throws Exception {
        String code = admin(run, "POST", "registration-codes", "{}").get("code").stringValue();
        JsonNode node =
                send("POST", "http://127.0.0.1:" + run.httpPort() + "/node/register", """
                {"code": "%s", "name": "n", "ip": "127.0.0.1", "port": 1, "region": "r"}
                """.formatted(code), Map.of());
        long user = admin(run, "POST", "users", "{\"name\": \"eve\"}").get("id").longValue();
        long subscription = admin(run, "POST", "subscriptions", """
                {"userId": %d, "trafficLimitBytes": 1000}
                """.formatted(user))
                .get("id")
                .longValue();
        String key = node.get("authKey").stringValue();
        for (int i = 0; i < 40; i++) {
            report(run, key, "usage", """
                    {"entries": [{"userId": %d, "subscriptionId": %d, "nodeProtocolId": 1, "bytesUp": 10, "bytesDown": %d,
                                  "recordedAt": "2026-01-01T12:%02d:00Z"}]}
                    """.formatted(user, subscription, i, i));
            report(
                    run,
                    key,
                    "outbound-usage",
                    "{\"items\": [{\"tag\": \"t%d\", \"bytesUp\": 1, \"bytesDown\": 2}]}".formatted(i % 3));
        }
        report(run, key, "session-events", """
                {"events": [{"userId": %d, "protocol": "vless", "eventType": "online", "occurredAt": "2026-01-01T12:00:00Z"}]}
                """.formatted(user));
        report(run, key, "error", "{\"message\": \"xray exited\"}");
        report(
                run,
                key,
                "stats",
                "{\"system\": {\"cpuPercent\": 12.5, \"cpuCores\": 2, \"ramUsed\": 1000, \"ramTotal\": 2000}}");
        report(run, key, "config/applied", "{\"revision\": 0}");
        report(run, key, "online-users", """
                {"users": [{"userId": %d, "nodeProtocolId": 1, "ips": [{"ip": "192.0.2.1", "lastSeen": 1767268800}]}]}
                """.formatted(user));
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(admin(run, "GET", "subscriptions/" + subscription, null)
                                .get("status")
                                .stringValue())
                        .isEqualTo("limited"));
        // 20 s after the online report; no further event is due then.
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(count(run, "events.user")).isEqualTo(2));
    }

    private void awaitApplied(RunFile run) {
        await().atMost(TIMEOUT).untilAsserted(() -> {
            List<JsonNode> positions = new ArrayList<>();
            admin(run, "GET", "projections", null).get("projections").forEach(positions::add);
            assertThat(positions)
                    .extracting(one -> one.get("name").stringValue())
                    .containsAll(PROJECTIONS);
            assertThat(positions)
                    .allSatisfy(
                            one -> assertThat(one.get("lagRecords").longValue()).isZero());
        });
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(query(
                                run,
                                "select (select count(*) from usage.outbox)"
                                        + " + (select count(*) from control.outbox)"))
                        .containsExactly("0"));
    }

    /** By partition, without the topics that a replay or the presence topology itself writes: an ordered replay is in the change log. */
    private static Map<TopicPartition, Long> ends(RunFile run) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", run.kafkaBootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            Set<String> topics = new TreeSet<>(admin.listTopics().names().get());
            topics.removeIf(
                    topic -> List.of("control.replays", "control.changes").contains(topic)
                            || topic.startsWith("nodecore.presence-events"));
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> topic.partitions()
                            .forEach(partition ->
                                    asked.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
            Map<TopicPartition, Long> ends = new TreeMap<>(
                    Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
            admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        }
    }

    private static long count(RunFile run, String topic) {
        return TopicContent.of(run.kafkaBootstrapServers(), topic).size();
    }

    private static Set<Integer> ownPorts(RunFile run) {
        Set<Integer> ports = new TreeSet<>(run.managementPorts().values());
        ports.addAll(List.of(run.httpPort(), run.grpcPort(), run.adminPort()));
        ports.add(Integer.parseInt(run.kafkaBootstrapServers().replaceAll(".*:", "")));
        ports.add(URI.create(run.redisUrl()).getPort());
        ports.add(URI.create(run.postgresUrl().substring("jdbc:".length())).getPort());
        return ports;
    }

    /** Number of rows and checksum of each public view. */
    private static List<String> checksums(RunFile run) throws SQLException {
        List<String> sums = new ArrayList<>();
        for (String view : query(run, """
                select viewname from pg_views
                where schemaname = 'public' and viewname not in ('usage_positions', 'enrichment_jobs', 'ip_infos')
                order by 1
                """)) {
            sums.add(view + " "
                    + query(
                                    run,
                                    "select count(*) || ' ' || coalesce(sum(hashtextextended(v::text, 0))::text, 'null') from public."
                                            + view + " v")
                            .getFirst());
        }
        return sums;
    }

    private static List<String> query(RunFile run, String sql) throws SQLException {
        return RowTexts.of(StandaloneProcess.postgres(run), sql);
    }

    private void report(RunFile run, String key, String path, String body) throws Exception {
        send("POST", "http://127.0.0.1:" + run.httpPort() + "/node/" + path, body, Map.of("x-node-auth-key", key));
    }

    private JsonNode admin(RunFile run, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return send(
                method,
                "http://127.0.0.1:" + run.adminPort() + "/admin/" + path,
                body,
                Map.of("Authorization", "Bearer " + run.adminToken()));
    }

    private JsonNode send(String method, String url, @Nullable String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, url, answer.body())
                .isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
