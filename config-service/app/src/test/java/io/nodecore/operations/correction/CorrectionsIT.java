package io.nodecore.operations.correction;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.RunningControl;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.corrections.CorrectedUsage;
import io.nodecore.schemas.corrections.UsageCorrected;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Corrections over the admin API, from what nodes reported to the facts in the topic. */
class CorrectionsIT {

    private static final Instant ARRIVED = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private static final Instant MINUTE = ARRIVED.minus(Duration.ofHours(2));

    private final RunningControl control = RunningControl.get();
    private final long node = control.newNode().getNodeId();

    @Test
    void a_revert_changes_by_what_counted_so_far_and_the_next_one_starts_from_there() throws Exception {
        report("a", 0, 7, 100, 200);
        report("a", 0, 7, 100, 200);
        report("b", 1, 7, 10, 20);
        report("c", 1, 8, 1, 2);

        JsonNode tried = control.expect(200, "POST", "/admin/usage/corrections", body(0, 60, """
                "kind": "scale", "factor": 0.5, "dryRun": true"""));
        assertThat(tried.get("state").stringValue()).isEqualTo("dry-run");
        assertThat(tried.get("id").isNull()).isTrue();
        assertThat(facts()).isEmpty();

        JsonNode halved = control.expect(201, "POST", "/admin/usage/corrections", body(0, 60, """
                "kind": "scale", "factor": "0.5", "subscriptionId": 7"""));
        assertThat(halved.get("rows").intValue()).isEqualTo(2);
        assertThat(halved.at("/before/bytesDown").intValue()).isEqualTo(220);
        assertThat(halved.at("/after/bytesDown").intValue()).isEqualTo(110);
        assertThat(halved.at("/after/billedBytes").decimalValue()).isEqualByComparingTo("165");
        assertThat(halved.at("/readUpTo").size()).isEqualTo(Topics.USAGE.partitions());
        assertThat(changes(0)).containsExactly("0 7 -50 -100 -150.0", "1 7 -5 -10 -15.0");

        control.expect(201, "POST", "/admin/usage/corrections", body(1, 60, """
                "kind": "revert\""""));
        assertThat(changes(1)).containsExactly("1 7 -5 -10 -15.0", "1 8 -1 -2 -3");

        JsonNode listed = control.get("/admin/usage/corrections?nodeId=" + node).body();
        assertThat(listed.get("corrections").findValuesAsString("kind")).containsExactly("revert", "scale");
        assertThat(control.get("/admin/usage/corrections/" + halved.get("id").longValue())
                        .body())
                .isEqualTo(halved);
        assertThat(control.get("/admin/usage/corrections?nodeId=" + node + "&to=" + MINUTE)
                        .body()
                        .get("corrections"))
                .isEmpty();
    }

    @Test
    void an_amend_says_what_it_would_do_to_each_subscription_and_comes_out_to_the_byte() throws Exception {
        report("a", 0, 7, 100, 200);
        report("b", 1, 7, 100, 200);
        report("c", 1, 8, 100, 200);
        String told = "\"kind\": \"amend\", \"bytesDown\": 100";

        JsonNode tried =
                control.expect(200, "POST", "/admin/usage/corrections", body(0, 60, told + ", \"dryRun\": true"));
        assertThat(tried.get("bytesUp").isNull()).isTrue();
        assertThat(tried.at("/after/bytesDown").intValue()).isEqualTo(100);
        assertThat(tried.get("subscriptions").findValuesAsString("subscriptionId"))
                .containsExactly("7", "8");
        assertThat(tried.at("/subscriptions/0/rows").intValue()).isEqualTo(2);
        assertThat(tried.at("/subscriptions/0/before/bytesDown").intValue()).isEqualTo(400);
        assertThat(tried.at("/subscriptions/0/after/bytesDown").intValue()).isEqualTo(67);
        assertThat(tried.at("/subscriptions/1/after/billedBytes").intValue()).isEqualTo(133);

        long made = make(told);
        assertThat(changes(0)).containsExactly("0 7 0 -166 -166", "1 7 0 -167 -167", "1 8 0 -167 -167");
        assertThat(control.expect(400, "POST", "/admin/usage/corrections", body(0, 60, told))
                        .at("/violations/0/message")
                        .stringValue())
                .contains("there is no usage that this would change");
        JsonNode got = control.get("/admin/usage/corrections/" + made).body();
        assertThat(got.get("bytesDown").intValue()).isEqualTo(100);
        assertThat(got.get("kind").stringValue()).isEqualTo("amend");
        revert(201, made);
        assertThat(sumOfChanges()).isEqualTo("0 0 0");

        assertThat(control.expect(400, "POST", "/admin/usage/corrections", body(60, 61, told))
                        .get("violations")
                        .findValuesAsString("field"))
                .as("nothing was counted there")
                .containsExactly("userId", "subscriptionId", "nodeProtocolId", "multiplier");
        assertThat(control.expect(400, "POST", "/admin/usage/corrections", body(0, 60, """
                        "kind": "amend", "bytesDown": -1"""))
                        .at("/violations/0/message")
                        .stringValue())
                .contains("must be from 0 to");
    }

    @Test
    void a_correction_is_reverted_by_another_one_and_that_too_but_not_below_a_later_one() throws Exception {
        report("a", 0, 7, 100, 200);
        long first = make("\"kind\": \"scale\", \"factor\": 2");
        long second = make("\"kind\": \"revert\"");
        assertThat(revert(400, first).at("/violations/0/message").stringValue())
                .contains("correction " + second + " changed some of the same usage");

        JsonNode undo = revert(201, second);
        assertThat(undo.get("kind").stringValue()).isEqualTo("undo");
        assertThat(undo.get("reverts").longValue()).isEqualTo(second);
        assertThat(undo.at("/after/bytesUp").intValue()).isEqualTo(200);
        assertThat(state(second)).isEqualTo("reverted");
        assertThat(revert(400, second).at("/violations/0/message").stringValue())
                .contains("is reverted already");

        JsonNode redo = revert(201, undo.get("id").longValue());
        assertThat(state(second)).isEqualTo("applied");
        assertThat(state(undo.get("id").longValue())).isEqualTo("reverted");
        revert(201, redo.get("id").longValue());
        revert(201, first);
        assertThat(facts()).hasSize(6);
        assertThat(sumOfChanges()).isEqualTo("0 0 0");
        assertThat(control.admin("POST", "/admin/usage/corrections/999999999/revert", REVERT)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void two_corrections_of_the_same_usage_at_once_take_it_once() throws Exception {
        report("a", 0, 7, 100, 200);
        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<RunningControl.Answer>> asked = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                asked.add(threads.submit(
                        () -> control.admin("POST", "/admin/usage/corrections", body(0, 60, "\"kind\": \"revert\""))));
            }
            for (Future<RunningControl.Answer> one : asked) {
                answers.add(one.get().status());
            }
        }
        assertThat(answers).containsExactlyInAnyOrder(201, 400, 400, 400);
        assertThat(sumOfChanges()).isEqualTo("-100 -200 -300");
    }

    @Test
    void another_price_is_of_times_of_arrival() throws Exception {
        report("a", 0, 7, 100, 200);
        control.expect(201, "POST", "/admin/usage/corrections", """
                {"nodeId": %d, "from": "%s", "to": "%s", "kind": "reprice", "multiplier": 0.1, "reason": "r", "author": "a"}
                """.formatted(node, ARRIVED, ARRIVED.plusSeconds(60)));
        assertThat(changes(0)).containsExactly("0 7 0 0 -270.0");

        assertThat(control.admin("POST", "/admin/usage/corrections", body(0, 60, """
                "kind": "reprice", "multiplier": 1"""))
                        .status())
                .as("nothing arrived two hours ago")
                .isEqualTo(400);
    }

    @Test
    void a_wrong_clock_of_a_gateway_is_not_believed() throws Exception {
        report("a", 0, 7, 100, 200, ARRIVED.minus(Duration.ofDays(400)));
        report("a", 0, 7, 100, 200, ARRIVED.plusSeconds(1));
        report("b", 1, 7, 100, 200, ARRIVED.plus(Duration.ofDays(400)));

        JsonNode tried = control.expect(200, "POST", "/admin/usage/corrections", """
                {"nodeId": %d, "from": "%s", "to": "%s", "kind": "reprice", "multiplier": 1, "reason": "r", "author": "a",
                 "dryRun": true}
                """.formatted(
                        node, ARRIVED.minusSeconds(60), ARRIVED.plusSeconds(600)));

        assertThat(tried.at("/before/bytesUp").intValue())
                .as("the second is a repeat of the first, and all arrived now")
                .isEqualTo(200);
    }

    @Test
    void what_is_wrong_with_a_request_is_told() {
        assertThat(control.expect(400, "POST", "/admin/usage/corrections", "{}")
                        .get("violations")
                        .findValuesAsString("field"))
                .containsExactly("nodeId", "from", "to", "kind", "reason", "author");
        assertThat(control.expect(400, "GET", "/admin/usage/audit?by=day", null)
                        .get("violations")
                        .findValuesAsString("field"))
                .containsExactly("subscriptionId", "by", "from", "to");
        assertThat(control.expect(
                                400,
                                "GET",
                                "/admin/usage/audit?subscriptionId=1&from=%s&to=%s&cursor=x".formatted(MINUTE, ARRIVED),
                                null)
                        .at("/violations/0/field")
                        .stringValue())
                .isEqualTo("cursor");
    }

    @Test
    void records_that_are_no_letters_of_any_projection_stop_neither_corrections_nor_audits() throws Exception {
        report("a", 0, 7, 100, 200);
        Topic<?> deadLetters = Topics.USAGE.deadLetters().orElseThrow();
        control.report(deadLetters, node, ARRIVED, "without the five headers", new byte[] {1});
        for (String number : List.of("99999999999", "99999999999999999999", "one", "")) {
            var record = new ProducerRecord<byte[], byte[]>(deadLetters.name(), new byte[] {1});
            new DeadLetterHeaders("absurd", Topics.USAGE.name(), 0, 0, "usage").writeTo(record.headers());
            record.headers().remove(DeadLetterHeaders.PARTITION);
            record.headers().add(DeadLetterHeaders.PARTITION, number.getBytes(StandardCharsets.UTF_8));
            control.append(record);
        }

        control.expect(
                200, "GET", "/admin/usage/audit?subscriptionId=7&from=%s&to=%s".formatted(MINUTE, ARRIVED), null);
        make("\"kind\": \"revert\"");
        assertThat(sumOfChanges()).isEqualTo("-100 -200 -300");
    }

    @Test
    void a_range_may_begin_when_time_does() throws Exception {
        report("a", 0, 7, 100, 200);
        control.expect(200, "GET", "/admin/usage/audit?subscriptionId=7&from=1970-01-01T00:00:00Z&to=" + ARRIVED, null);
        JsonNode made = control.expect(201, "POST", "/admin/usage/corrections", """
                {"nodeId": %d, "from": "1970-01-01T00:00:00Z", "to": "%s", "kind": "revert", "reason": "r", "author": "a"}
                """.formatted(node, ARRIVED));
        assertThat(made.get("rows").intValue()).isEqualTo(1);
    }

    private static final String REVERT = "{\"reason\": \"a mistake\", \"author\": \"ann\"}";

    private long make(String kind) {
        return control.expect(201, "POST", "/admin/usage/corrections", body(0, 60, kind))
                .get("id")
                .longValue();
    }

    private JsonNode revert(int status, long id) {
        return control.expect(status, "POST", "/admin/usage/corrections/" + id + "/revert", REVERT);
    }

    private String state(long id) {
        return control.get("/admin/usage/corrections/" + id).body().get("state").stringValue();
    }

    private String body(int fromMinute, int toMinute, String kind) {
        return "{\"nodeId\": %d, \"from\": \"%s\", \"to\": \"%s\", \"reason\": \"garbage\", \"author\": \"ann\", %s}"
                .formatted(node, MINUTE.plusSeconds(60L * fromMinute), MINUTE.plusSeconds(60L * toMinute), kind);
    }

    private void report(String reportId, int minute, long subscription, long up, long down) {
        report(reportId, minute, subscription, up, down, ARRIVED.plusSeconds(1));
    }

    private void report(String reportId, int minute, long subscription, long up, long down, Instant receivedAt) {
        control.report(
                Topics.USAGE,
                node,
                receivedAt,
                reportId,
                UsageReported.newBuilder()
                        .addEntries(UsageEntry.newBuilder()
                                .setUserId(42)
                                .setSubscriptionId(subscription)
                                .setNodeProtocolId(3)
                                .setBytesUp(up)
                                .setBytesDown(down)
                                .setRecordedAt(
                                        MINUTE.plusSeconds(60L * minute + 7).toString()))
                        .build()
                        .toByteArray());
    }

    private List<UsageCorrected> facts() throws Exception {
        List<UsageCorrected> facts = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : control.records(Topics.USAGE_CORRECTED, Long.toString(node))) {
            UsageCorrected fact = UsageCorrected.parseFrom(record.value());
            assertThat(FactHeaders.readFrom(record.headers()).reportId())
                    .isEqualTo("correction-" + fact.getCorrectionId() + "-" + fact.getPart());
            facts.add(fact);
        }
        return facts;
    }

    /** Minute after the first one, subscription, changes. */
    private List<String> changes(int fact) throws Exception {
        return facts().get(fact).getEntriesList().stream()
                .map(entry -> (entry.getMinute() - MINUTE.getEpochSecond() / 60) + " " + entry.getSubscriptionId() + " "
                        + entry.getBytesUp() + " " + entry.getBytesDown() + " " + entry.getBilledBytes())
                .toList();
    }

    private String sumOfChanges() throws Exception {
        List<CorrectedUsage> all =
                facts().stream().flatMap(fact -> fact.getEntriesList().stream()).toList();
        return all.stream().mapToLong(CorrectedUsage::getBytesUp).sum() + " "
                + all.stream().mapToLong(CorrectedUsage::getBytesDown).sum() + " "
                + (long) all.stream()
                        .mapToDouble(entry -> Double.parseDouble(entry.getBilledBytes()))
                        .sum();
    }
}
