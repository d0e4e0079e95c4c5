package io.nodecore.operations.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.RunningControl;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.journal.deadletter.DeadLetterJournal;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeErrorReported;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Poison in a real topic, refused by a real projection, seen and redriven through the admin API. */
class DeadLettersHttpIT {

    private static final AtomicLong NODES = new AtomicLong(70_000_000);
    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");

    private final RunningControl control = RunningControl.get();
    private final long node = NODES.incrementAndGet();

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Test
    void a_refused_fact_is_listed_and_shown_and_counts_exactly_once_when_its_cause_is_gone() {
        refuse("too-bad");
        report("too-bad", "report-1");
        report("fine", "report-2");
        JsonNode deadLetter = onlyLetter();
        assertThat(deadLetter.get("state").stringValue()).isEqualTo("waiting");
        assertThat(deadLetter.get("projection").stringValue()).isEqualTo("node-status");
        assertThat(deadLetter.get("topic").stringValue()).isEqualTo("node.errors");
        assertThat(deadLetter.get("reportId").stringValue()).isEqualTo("report-1");
        assertThat(deadLetter.get("receivedAt").stringValue()).isEqualTo(RECEIVED.toString());
        assertThat(deadLetter.get("cause").stringValue()).contains("refused_by_test");
        assertThat(errors()).containsExactly("fine");

        String path = "/admin/dead-letters/" + deadLetter.get("id").longValue();
        JsonNode whole = control.expect(200, "GET", path, null);
        assertThat(whole.get("letter")).isEqualTo(deadLetter);
        assertThat(whole.at("/value/message").stringValue()).isEqualTo("too-bad");
        assertThat(whole.at("/headers/report-id").stringValue()).isEqualTo("report-1");
        assertThat(whole.get("key").stringValue()).isEqualTo(Long.toString(node));
        assertThat(whole.at("/headers/dlq-cause").isMissingNode()).isTrue();

        accept();
        for (int i = 0; i < 3; i++) {
            JsonNode redriven = control.expect(200, "POST", path + "/redrive", null);
            assertThat(redriven.get("state").stringValue()).isEqualTo("redriven");
        }
        await().untilAsserted(() -> assertThat(errors()).containsExactlyInAnyOrder("fine", "too-bad"));
        assertThat(redrivenRecords()).hasSize(1);
        var again = redrivenRecords().getFirst();
        assertThat(FactHeaders.readFrom(again.headers()).reportId()).isEqualTo("report-1");
        assertThat(FactHeaders.readFrom(again.headers()).receivedAtMs()).isEqualTo(RECEIVED.toEpochMilli());
        assertThat(list("state=waiting&nodeId=" + node)).isEmpty();
        assertThat(list("state=redriven&nodeId=" + node)).hasSize(1);
    }

    @Test
    void what_is_refused_again_is_a_new_letter_that_names_the_first() {
        refuse("still-bad");
        report("still-bad", "report-1");
        long first = onlyLetter().get("id").longValue();
        control.expect(200, "POST", "/admin/dead-letters/" + first + "/redrive", null);

        await().until(() -> list("state=waiting&nodeId=" + node).size() == 1);
        JsonNode second = list("state=waiting&nodeId=" + node).getFirst();
        assertThat(second.get("redriveOf").longValue()).isEqualTo(first);
        accept();
        control.expect(200, "POST", "/admin/dead-letters/" + second.get("id").longValue() + "/redrive", null);
        await().untilAsserted(() -> assertThat(errors()).containsExactly("still-bad"));
    }

    @Test
    void of_two_admins_who_redrive_at_once_one_finds_nothing_to_do() {
        refuse("twice");
        for (int i = 0; i < 20; i++) {
            report("twice", "report-" + i);
        }
        await().until(() -> list("limit=100&nodeId=" + node).size() == 20);
        accept();
        var answers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> control.expect(
                                200, "POST", "/admin/dead-letters/redrive", "{\"nodeId\": %d}".formatted(node))
                        .get("redriven")
                        .intValue()))
                .toList();

        assertThat(answers.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(20);
        await().until(() -> errors().size() == 20);
        assertThat(redrivenRecords()).hasSize(20);
    }

    @Test
    void a_record_that_nobody_can_read_is_shown_as_it_is() throws Exception {
        byte[] value = "no protobuf at all \u0000".getBytes(StandardCharsets.UTF_8);
        try (var producer = producer()) {
            var record = new ProducerRecord<byte[], byte[]>(Topics.ERRORS.name(), value);
            record.headers().add(FactHeaders.NODE_ID, Long.toString(node).getBytes(StandardCharsets.UTF_8));
            record.headers().add(FactHeaders.REPORT_ID, new byte[] {0, 1, (byte) 0xff});
            producer.send(record).get();
        }
        JsonNode deadLetter = onlyLetter();
        assertThat(deadLetter.get("cause").stringValue()).contains("event-id is missing");
        JsonNode whole = control.expect(
                200, "GET", "/admin/dead-letters/" + deadLetter.get("id").longValue(), null);
        assertThat(whole.get("value").isNull()).isTrue();
        assertThat(whole.get("valueUnreadable").isString()).isTrue();
        assertThat(whole.get("key").isNull()).isTrue();
        assertThat(whole.get("valueBase64").binaryValue()).isEqualTo(value);

        control.expect(
                200, "POST", "/admin/dead-letters/" + deadLetter.get("id").longValue() + "/redrive", null);
        await().until(() -> list("nodeId=" + node).size() == 2);
        var again = redrivenRecords().getFirst();
        assertThat(again.value()).isEqualTo(value);
        assertThat(again.key()).isNull();
        assertThat(again.headers().lastHeader(FactHeaders.REPORT_ID).value()).containsExactly(0, 1, 0xff);
    }

    @Test
    void ten_thousand_letters_are_redriven_by_a_filter_in_the_order_of_their_facts_each_once() {
        int count = 10_300;
        long firstOffset = 1_000_000_000L + node * 100_000;
        keepLetters(count, firstOffset);
        await().until(() -> count("select count(*) from control.dead_letters where node_id = ?") == count);
        Instant began = Instant.now();

        int redriven = control.expect(
                        200,
                        "POST",
                        "/admin/dead-letters/redrive",
                        "{\"topic\": \"node.errors\", \"projection\": \"node-status\", \"nodeId\": %d}".formatted(node))
                .get("redriven")
                .intValue();
        assertThat(redriven).isEqualTo(count);
        assertThat(control.expect(200, "POST", "/admin/dead-letters/redrive", "{\"nodeId\": %d}".formatted(node))
                        .get("redriven")
                        .intValue())
                .isZero();

        await().atMost(Duration.ofMinutes(3))
                .until(() -> count("select count(*) from control.node_errors where node_id = ?") == count);
        System.out.printf(
                "%d dead letters redriven and applied in %s%n", count, Duration.between(began, Instant.now()));
        assertThat(redrivenRecords())
                .extracting(record ->
                        RedriveHeaders.find(record.headers()).orElseThrow().offset())
                .hasSize(count)
                .isSorted();
        assertThat(count("select count(*) from control.refused_facts where node_id = ?"))
                .isZero();
        forgetWhatWasMadeUp();
    }

    @Test
    void a_letter_without_its_value_is_redriven_from_where_its_fact_stands_and_refused_when_that_is_gone() {
        refuse("large");
        report("large", "report-1");
        long id = onlyLetter().get("id").longValue();
        control.jdbc()
                .sql("update control.dead_letters set value_kept = false where id = ?")
                .param(id)
                .update();
        assertThat(control.expect(200, "POST", "/admin/dead-letters/redrive", "{\"nodeId\": %d}".formatted(node))
                        .get("redriven")
                        .intValue())
                .isZero();
        assertThat(control.expect(200, "GET", "/admin/dead-letters/" + id, null)
                        .at("/value/message")
                        .stringValue())
                .isEqualTo("large");
        accept();
        control.expect(200, "POST", "/admin/dead-letters/" + id + "/redrive", null);
        await().untilAsserted(() -> assertThat(errors()).containsExactly("large"));

        // As if it had not been redriven yet; put back at the end, because other tests compare the tables with the
        // topics.
        Map<String, @Nullable Object> redrive = control.jdbc()
                .sql("delete from control.redrives where letter_id = ? returning decided_at, appended")
                .param(id)
                .query()
                .singleRow();
        control.jdbc()
                .sql("update control.dead_letters set fact_offset = fact_offset + 1000000000000 where id = ?")
                .param(id)
                .update();
        assertThat(control.expect(409, "POST", "/admin/dead-letters/" + id + "/redrive", null)
                        .get("reason")
                        .stringValue())
                .isEqualTo("letter-value-gone");
        control.jdbc()
                .sql("insert into control.redrives (letter_id, decided_at, appended) values (?, ?, ?)")
                .param(id)
                .param(redrive.get("decided_at"))
                .param(redrive.get("appended"))
                .update();
        control.jdbc()
                .sql(
                        "update control.dead_letters set fact_offset = fact_offset - 1000000000000, value_kept = true where id = ?")
                .param(id)
                .update();
    }

    @Test
    void pages_go_from_the_newest_to_the_oldest_and_meet_every_letter_once() {
        keepLetters(25, 5_000_000_000_000L + node * 100);
        await().until(() -> list("limit=100&nodeId=" + node).size() == 25);
        List<Long> paged = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = control.expect(
                    200,
                    "GET",
                    "/admin/dead-letters?limit=10&nodeId=" + node + (cursor.isEmpty() ? "" : "&cursor=" + cursor),
                    null);
            page.get("letters")
                    .forEach(deadLetter -> paged.add(deadLetter.get("id").longValue()));
            cursor = page.get("next").isNull() ? null : page.get("next").stringValue();
        }
        assertThat(paged).hasSize(25).doesNotHaveDuplicates();
        assertThat(paged)
                .isEqualTo(list("limit=100&nodeId=" + node).stream()
                        .map(deadLetter -> deadLetter.get("id").longValue())
                        .toList());
        forgetWhatWasMadeUp();
    }

    @Test
    void requests_that_mean_nothing_are_refused() {
        Map<String, Integer> expected = Map.of(
                "GET /admin/dead-letters/1", 404,
                "GET /admin/dead-letters/x", 400,
                "GET /admin/dead-letters?state=gone", 400,
                "GET /admin/dead-letters?cursor=x_y", 400,
                "GET /admin/dead-letters?limit=0", 400,
                "GET /admin/dead-letters?from=yesterday", 400,
                "POST /admin/dead-letters/1702999999/redrive", 404,
                "POST /admin/dead-letters/redrive", 400);
        expected.forEach((request, status) -> {
            String[] words = request.split(" ", -1);
            assertThat(control.admin(words[0], words[1], null).status())
                    .as(request)
                    .isEqualTo(status);
        });
    }

    /** Postgres takes errors of this message for impossible. */
    private void refuse(String message) {
        control.jdbc().sql("""
                alter table control.node_errors add constraint refused_by_test_%d
                check (node_id <> %d or message <> '%s') not valid""".formatted(node, node, message)).update();
    }

    private void accept() {
        control.jdbc()
                .sql("alter table control.node_errors drop constraint refused_by_test_" + node)
                .update();
    }

    private void report(String message, String reportId) {
        control.report(Topics.ERRORS, node, RECEIVED, reportId, error(message));
    }

    private static byte[] error(String message) {
        return NodeErrorReported.newBuilder().setMessage(message).build().toByteArray();
    }

    /** No topic has the facts that {@link #keepLetters} speaks of: a replay would not come to these rows. */
    private void forgetWhatWasMadeUp() {
        for (String table : List.of("node_errors", "node_status", "refused_facts")) {
            control.jdbc()
                    .sql("delete from control." + table + " where node_id = ?")
                    .param(node)
                    .update();
        }
    }

    /** As if projection node-status had refused so many facts. */
    private void keepLetters(int count, long firstOffset) {
        control.jdbc()
                .sql("""
                        insert into control.refused_facts (projection, topic, partition, fact_offset, node_id, report_id)
                        select 'node-status', 'node.errors', 0, :first + n, :node, 'report-' || n
                        from generate_series(0, :count - 1) n""")
                .param("first", firstOffset)
                .param("node", node)
                .param("count", count)
                .update();
        List<DeadLetter> deadLetters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var origin = new ConsumerRecord<>(
                    "node.errors",
                    0,
                    firstOffset + i,
                    Long.toString(node).getBytes(StandardCharsets.UTF_8),
                    error("kept " + i));
            new FactHeaders("event-" + i, node, RECEIVED.toEpochMilli(), "report-" + i).writeTo(origin.headers());
            deadLetters.add(new DeadLetter(origin, new QuietCause()));
        }
        try (var journal = new DeadLetterJournal("node-status", List.of(Topics.ERRORS), control.kafka())) {
            journal.keep(deadLetters);
        }
    }

    /** Every dead letter is logged with its cause. */
    private static final class QuietCause extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private QuietCause() {
            super("for a test", null, false, false);
        }
    }

    private JsonNode onlyLetter() {
        await().until(() -> list("nodeId=" + node).size() == 1);
        return list("nodeId=" + node).getFirst();
    }

    private List<JsonNode> list(String query) {
        List<JsonNode> deadLetters = new ArrayList<>();
        control.expect(200, "GET", "/admin/dead-letters?" + query, null)
                .get("letters")
                .forEach(deadLetters::add);
        return deadLetters;
    }

    private List<String> errors() {
        return control.jdbc()
                .sql("select message from control.node_errors where node_id = ?")
                .param(node)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private long count(String sql) {
        return control.jdbc().sql(sql).param(node).query(Long.class).single();
    }

    /** Those of this test's node. */
    private List<ConsumerRecord<byte[], byte[]>> redrivenRecords() {
        return TopicContent.of(SharedServers.kafka().bootstrapServers(), Topics.ERRORS.name()).stream()
                .filter(record -> RedriveHeaders.find(record.headers()).isPresent())
                .filter(record -> new String(
                                record.headers().lastHeader(FactHeaders.NODE_ID).value(), StandardCharsets.UTF_8)
                        .equals(Long.toString(node)))
                .toList();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                control.kafka().with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
