package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.ConfigService;
import io.nodecore.embedded.FreePort;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.Multipliers;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.testkit.RowTexts;
import io.nodecore.testkit.SharedServers;
import io.nodecore.usage.UsageAggregator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Corrections and audits over config-service and usage-aggregator: what an operator does when a bill is disputed. {@code
 * -Dnodecore.corrections.seed=7} gives the random story of seed 7.
 */
class CorrectionsPathIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String TOKEN = "a-token-of-the-tests";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    /** Random, so that no other test of this JVM has these nodes. */
    private static final long NODE = 1_000_000_000L + new Random().nextInt(1_000_000) * 10L;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static final PostgresAddress postgres = SharedServers.postgres().newDatabase();
    private static final int adminPort = FreePort.orAny(0);
    private static final KafkaProducer<byte[], byte[]> gateway = new KafkaProducer<>(
            KafkaSettings.of(SharedServers.kafka().bootstrapServers()).with(Map.of()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private static ConfigurableApplicationContext control;
    private static ConfigurableApplicationContext usage;

    @BeforeAll
    static void start() {
        control = ConfigService.start(arguments());
        usage = UsageAggregator.start(arguments());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        usage.close();
        control.close();
    }

    @Test
    void garbage_that_limited_a_subscription_is_reverted_and_the_revert_is_reverted() throws Exception {
        long subscription = subscription(1_000);
        report(NODE, "good", NOW, Multipliers.ONE, entry(subscription, NOW.minusSeconds(7_200), 300));
        report(NODE, "garbage", NOW, Multipliers.ONE, entry(subscription, NOW.minusSeconds(3_600), 50_000));
        await().atMost(TIMEOUT).until(() -> status(subscription).equals("limited"));

        JsonNode made = correct(NODE, NOW.minusSeconds(3_660), NOW.minusSeconds(3_540), "\"kind\": \"revert\"");
        assertThat(made.at("/before/bytesDown").longValue()).isEqualTo(50_000);
        assertThat(made.at("/after/bytesDown").longValue()).isZero();
        await().atMost(TIMEOUT).until(() -> status(subscription).equals("active"));
        await().atMost(TIMEOUT).until(() -> billed(subscription) == 300);

        JsonNode audit = audit(subscription, NOW.minusSeconds(86_400), NOW, "minute");
        assertThat(audit.at("/counter/bytesDown").longValue()).isEqualTo(300);
        assertThat(audit.at("/difference/bytesDown").longValue()).isZero();
        assertThat(audit.get("reports").findValuesAsString("reportId")).containsExactly("good", "garbage");
        assertThat(audit.at("/corrections/0/bytesDown").longValue()).isEqualTo(-50_000);
        assertThat(audit.at("/corrections/0/reason").stringValue()).isEqualTo("of the test");

        admin("POST", "usage/corrections/" + made.get("id").longValue() + "/revert", """
                {"reason": "it was no garbage", "author": "ann"}""");
        await().atMost(TIMEOUT).until(() -> status(subscription).equals("limited"));
        assertThat(audit(subscription, NOW.minusSeconds(86_400), NOW, "minute")
                        .at("/counter/bytesDown")
                        .longValue())
                .isEqualTo(50_300);
    }

    @Test
    void a_wrong_amount_and_missing_usage_are_amended_and_the_audit_explains_both() throws Exception {
        long subscription = subscription(10_000);
        Instant counted = NOW.minusSeconds(7_200);
        Instant lost = NOW.minusSeconds(3_600);
        report(NODE + 5, "half", NOW, Multipliers.parse("2"), entry(subscription, counted, 301));
        await().atMost(TIMEOUT).until(() -> billed(subscription) == 602);

        JsonNode amended = correct(
                NODE + 5,
                counted,
                counted.plusSeconds(60),
                "\"kind\": \"amend\", \"bytesDown\": 600, \"subscriptionId\": " + subscription);
        assertThat(amended.at("/after/billedBytes").longValue()).isEqualTo(1_200);
        JsonNode added = correct(NODE + 5, lost, lost.plusSeconds(180), """
                "kind": "amend", "bytesUp": 0, "bytesDown": 10000, "userId": 42, "nodeProtocolId": 3, "multiplier": 1,
                "subscriptionId": %d""".formatted(subscription));
        await().atMost(TIMEOUT).until(() -> billed(subscription) == 11_200);
        await().atMost(TIMEOUT).until(() -> status(subscription).equals("limited"));
        assertThat(RowTexts.of(
                        postgres,
                        "select bytes_down from usage_minutes where subscription_id = " + subscription
                                + " order by minute"))
                .containsExactly("600", "3334", "3333", "3333");
        JsonNode audit = audit(subscription, NOW.minusSeconds(86_400), NOW, "minute");
        assertThat(audit.at("/counter/bytesDown").longValue()).isEqualTo(10_600);
        assertThat(audit.at("/difference/bytesDown").longValue()).isZero();
        assertThat(audit.get("corrections").findValuesAsString("kind")).containsExactly("amend", "amend");

        admin("POST", "usage/corrections/" + added.get("id").longValue() + "/revert", """
                {"reason": "nothing was lost", "author": "ann"}""");
        await().atMost(TIMEOUT).until(() -> status(subscription).equals("active"));
        await().atMost(TIMEOUT).until(() -> billed(subscription) == 1_200);
    }

    @Test
    void a_day_with_a_wrong_multiplier_is_billed_again_with_the_right_one() throws Exception {
        long subscription = subscription(2_000);
        long node = NODE + 1;
        report(node, "wrong", NOW.minusSeconds(120), Multipliers.parse("10"), entry(subscription, NOW, 100));
        report(node, "wrong", NOW.minusSeconds(119), Multipliers.parse("10"), entry(subscription, NOW, 100));
        report(
                node,
                "late",
                NOW.minusSeconds(60),
                Multipliers.parse("10"),
                entry(subscription, NOW.minusSeconds(900), 150));
        report(node, "right", NOW, Multipliers.ONE, entry(subscription, NOW, 50));
        await().atMost(TIMEOUT).until(() -> status(subscription).equals("limited"));

        correct(node, NOW.minusSeconds(180), NOW, "\"kind\": \"reprice\", \"multiplier\": 1");
        await().atMost(TIMEOUT).until(() -> billed(subscription) == 300);
        await().atMost(TIMEOUT).until(() -> status(subscription).equals("active"));

        Instant yesterday = NOW.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
        JsonNode audit = audit(subscription, yesterday, yesterday.plus(Duration.ofDays(3)), "arrival");
        assertThat(audit.at("/counter/billedBytes").decimalValue()).isEqualByComparingTo("300");
        assertThat(audit.at("/difference/billedBytes").decimalValue()).isEqualByComparingTo("0");
        assertThat(audit.at("/reports/0/billedBytes").decimalValue()).isEqualByComparingTo("1000");
        assertThat(audit.at("/reports/1/repeatOf/offset").isNumber())
                .as("the repeat")
                .isTrue();
        assertThat(audit.at("/reports/1/bytesDown").longValue()).isZero();
        assertThat(audit.at("/corrections/0/billedBytes").decimalValue()).isEqualByComparingTo("-2250");
    }

    @Test
    void an_audit_explains_all_counters_and_a_rebuild_gives_the_same_tables() throws Exception {
        long seed = Long.getLong("nodecore.corrections.seed", new Random().nextLong());
        var random = new Random(seed);
        List<Long> subscriptions = List.of(subscription(1_000), subscription(1_000_000), NODE + 77);
        List<Long> corrections = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> correctSomething(random, corrections);
                case 2 -> checkAudit(random, subscriptions, seed);
                default -> reportSomething(random, subscriptions);
            }
        }
        assertThat(corrections).as("seed %s", seed).isNotEmpty();
        awaitAllCounted();
        for (int i = 0; i < 12; i++) {
            checkAudit(random, subscriptions, seed);
        }
        List<String> before = usageRows();
        usage.close();
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("drop schema usage cascade");
        }
        usage = UsageAggregator.start(arguments());
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(usageRows())
                        .as("after a rebuild, seed %s", seed)
                        .isEqualTo(before));
    }

    private static void reportSomething(Random random, List<Long> subscriptions) throws Exception {
        UsageEntry[] entries = new UsageEntry[1 + random.nextInt(4)];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = entry(
                            subscriptions.get(random.nextInt(subscriptions.size())),
                            NOW.minusSeconds(60L * random.nextInt(12) * random.nextInt(120)),
                            random.nextInt(10_000))
                    .toBuilder()
                    .setBytesUp(random.nextInt(100))
                    .build();
        }
        Instant receivedAt = NOW.minusSeconds(random.nextInt(7_200));
        Multipliers multipliers =
                Multipliers.parse(List.of("1", "10", "0.1;3=2.5", "0").get(random.nextInt(4)));
        String name = "report-" + random.nextInt(60);
        for (int times = 1 + random.nextInt(3) / 2; times > 0; times--) {
            report(NODE + 2 + random.nextInt(3), name, receivedAt, multipliers, entries);
        }
    }

    private static void correctSomething(Random random, List<Long> corrections) throws Exception {
        if (!corrections.isEmpty() && random.nextInt(3) == 0) {
            // May be refused, because a later correction depends on it.
            JsonNode undone = send(
                    "POST",
                    "usage/corrections/" + corrections.get(random.nextInt(corrections.size())) + "/revert",
                    "{\"reason\": \"a mistake\", \"author\": \"ann\"}");
            if (undone.has("id")) {
                corrections.add(undone.get("id").longValue());
            }
            return;
        }
        Instant from = NOW.minusSeconds(60L * random.nextInt(150));
        String kind = switch (random.nextInt(4)) {
            case 0 -> "\"kind\": \"revert\"";
            case 1 -> "\"kind\": \"scale\", \"factor\": 0.%d".formatted(1 + random.nextInt(99));
            case 2 ->
                "\"kind\": \"amend\", \"bytesUp\": %d, \"bytesDown\": %d"
                        .formatted(random.nextInt(200), random.nextInt(20_000));
            default -> "\"kind\": \"reprice\", \"multiplier\": %d.5".formatted(random.nextInt(3));
        };
        String protocol = random.nextBoolean() ? "" : ", \"nodeProtocolId\": 3";
        // May be refused, because there is nothing to correct.
        JsonNode made = send("POST", "usage/corrections", """
                {"nodeId": %d, "from": "%s", "to": "%s", "reason": "of the test", "author": "ann", %s%s}
                """.formatted(
                NODE + 2 + random.nextInt(3), from, from.plusSeconds(60L * (1 + random.nextInt(60))), kind, protocol));
        if (made.has("id")) {
            corrections.add(made.get("id").longValue());
        }
    }

    private static void checkAudit(Random random, List<Long> subscriptions, long seed) throws Exception {
        long subscription = subscriptions.get(random.nextInt(subscriptions.size()));
        boolean byArrival = random.nextBoolean();
        Instant from = byArrival
                ? NOW.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(random.nextInt(3)))
                : NOW.minusSeconds(60L * random.nextInt(1_000));
        Instant to = byArrival
                ? from.plus(Duration.ofDays(1 + random.nextInt(3)))
                : from.plusSeconds(60L * (1 + random.nextInt(600)));
        JsonNode page = audit(subscription, from, to, byArrival ? "arrival" : "minute");
        String story = "seed " + seed + ": " + page;
        assertThat(page.at("/difference/bytesUp").longValue()).as(story).isZero();
        assertThat(page.at("/difference/bytesDown").longValue()).as(story).isZero();
        if (byArrival) {
            assertThat(page.at("/difference/billedBytes").decimalValue())
                    .as(story)
                    .isEqualByComparingTo("0");
        }
        long sum = 0;
        for (JsonNode correction : page.get("corrections")) {
            sum += correction.get("bytesDown").longValue();
        }
        long explained = page.at("/explained/bytesDown").longValue();
        while (true) {
            for (JsonNode one : page.get("reports")) {
                sum += one.get("bytesDown").longValue();
            }
            if (page.get("next").isNull()) {
                break;
            }
            page = admin(
                    "GET",
                    "usage/audit?subscriptionId=%d&from=%s&to=%s&by=%s&limit=7&cursor=%s"
                            .formatted(
                                    subscription,
                                    from,
                                    to,
                                    byArrival ? "arrival" : "minute",
                                    page.get("next").stringValue()),
                    null);
        }
        assertThat(sum).as("all pages, %s", story).isEqualTo(explained);
    }

    private static JsonNode audit(long subscription, Instant from, Instant to, String by) throws Exception {
        return admin(
                "GET",
                "usage/audit?subscriptionId=%d&from=%s&to=%s&by=%s&limit=7".formatted(subscription, from, to, by),
                null);
    }

    private static JsonNode correct(long node, Instant from, Instant to, String kind) throws Exception {
        return admin("POST", "usage/corrections", """
                {"nodeId": %d, "from": "%s", "to": "%s", "reason": "of the test", "author": "ann", %s}
                """.formatted(node, from, to, kind));
    }

    private static long subscription(long limit) throws Exception {
        long user = admin("POST", "users", "{\"name\": \"eve\"}").get("id").longValue();
        return admin("POST", "subscriptions", "{\"userId\": %d, \"trafficLimitBytes\": %d}".formatted(user, limit))
                .get("id")
                .longValue();
    }

    private static String status(long subscription) throws Exception {
        return admin("GET", "subscriptions/" + subscription, null).get("status").stringValue();
    }

    private static long billed(long subscription) throws Exception {
        return admin("GET", "subscriptions/" + subscription, null)
                .get("billedBytes")
                .longValue();
    }

    private static UsageEntry entry(long subscription, Instant minute, long bytesDown) {
        return UsageEntry.newBuilder()
                .setUserId(42)
                .setSubscriptionId(subscription)
                .setNodeProtocolId(3 + bytesDown % 2)
                .setBytesDown(bytesDown)
                .setRecordedAt(minute.plusSeconds(7).toString())
                .build();
    }

    private static void report(
            long node, String reportId, Instant receivedAt, Multipliers multipliers, UsageEntry... entries)
            throws Exception {
        var record = new ProducerRecord<>(
                Topics.USAGE.name(),
                Long.toString(node).getBytes(StandardCharsets.UTF_8),
                UsageReported.newBuilder()
                        .addAllEntries(List.of(entries))
                        .build()
                        .toByteArray());
        new FactHeaders(UUID.randomUUID().toString(), node, receivedAt.toEpochMilli(), reportId, multipliers)
                .writeTo(record.headers());
        gateway.send(record).get();
    }

    private static void awaitAllCounted() {
        await().atMost(TIMEOUT).untilAsserted(() -> {
            for (JsonNode position : admin("GET", "projections", null).get("projections")) {
                if (position.get("name").stringValue().equals("usage")) {
                    assertThat(position.get("lagRecords").longValue())
                            .as(position.toString())
                            .isZero();
                }
            }
            assertThat(RowTexts.of(postgres, "select count(*) from control.outbox"))
                    .containsExactly("0");
        });
    }

    private static List<String> usageRows() throws Exception {
        List<String> all = new ArrayList<>();
        for (String table :
                List.of("usage_minutes", "subscription_traffic", "subscription_billing", "projection_positions")) {
            String columns = table.equals("projection_positions")
                    ? "topic, partition, next_offset, applied, repeated, dead_lettered"
                    : "row";
            all.addAll(RowTexts.of(
                    postgres,
                    "select concat_ws(' ', '%s', %s) from usage.%s row order by 1".formatted(table, columns, table)));
        }
        return all;
    }

    /** Sends a request that must succeed, and returns the body of the answer. */
    private static JsonNode admin(String method, String path, @Nullable String body) throws Exception {
        JsonNode answer = send(method, path, body);
        assertThat(answer.has("violations") || answer.has("reason") && answer.has("title"))
                .as("%s %s %s answered %s", method, path, body, answer)
                .isFalse();
        return answer;
    }

    private static JsonNode send(String method, String path, @Nullable String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/admin/" + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s answered %s", method, path, answer.body())
                .isLessThan(500);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String[] arguments() {
        return new String[] {
            "--spring.main.register-shutdown-hook=false",
            "--KAFKA_BOOTSTRAP_SERVERS=" + SharedServers.kafka().bootstrapServers(),
            "--POSTGRES_URL=" + postgres.url(),
            "--POSTGRES_USER=" + postgres.user(),
            "--POSTGRES_PASSWORD=" + postgres.password(),
            "--REDIS_URL=" + SharedServers.redis().url(),
            "--ADMIN_TOKEN=" + TOKEN,
            "--CONTROL_TOKEN=" + TOKEN,
            // The stories are about arrivals of some hours ago.
            "--nodecore.usage.received-at-tolerance=1d",
            "--ADMIN_PORT=" + adminPort,
            "--CONTROL_GRPC_PORT=" + FreePort.orAny(0),
            "--MANAGEMENT_PORT=" + FreePort.orAny(0)
        };
    }
}
