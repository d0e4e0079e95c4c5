package io.nodecore.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.schemas.Topics;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import io.nodecore.webhooks.ReceiverStub.Posted;
import io.nodecore.webhooks.ReceiverStub.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a real broker, against a receiver that does what receivers do. Each test has a webhook of its own. */
@ExtendWith(OutputCaptureExtension.class)
class WebhookRelayIT {

    private static Emitter events;

    private ReceiverStub receiver;

    @BeforeAll
    static void connect() {
        events = new Emitter();
    }

    @AfterAll
    static void disconnect() {
        events.close();
    }

    @BeforeEach
    void listen() throws Exception {
        receiver = ReceiverStub.start();
    }

    @AfterEach
    void hangUp() {
        receiver.close();
    }

    @Test
    void an_event_arrives_signed_and_as_one_document() throws Exception {
        try (var _ = RunningRelay.start("signed", receiver.url())) {
            String id = events.emit("signed", "node.error", 7, 1);

            soon().until(() -> receiver.takenIds().equals(List.of(id)));
            Posted posted = receiver.posted().getFirst();
            assertThat(posted.path()).isEqualTo("/hooks");
            assertThat(posted.contentType()).isEqualTo("application/cloudevents+json");
            assertThat(VerifiedByHand.isSigned(
                            RunningRelay.SECRET, id, posted.timestamp(), posted.signature(), posted.body()))
                    .isTrue();
            assertThat(Instant.ofEpochSecond(Long.parseLong(posted.timestamp())))
                    .isBetween(posted.at().minusSeconds(60), posted.at().plusSeconds(1));
            JsonNode event = JsonMapper.shared().readTree(posted.body());
            assertThat(event.get("id").stringValue()).isEqualTo(id);
            assertThat(event.get("type").stringValue()).isEqualTo("node.error");
            assertThat(event.at("/data/number").intValue()).isEqualTo(1);
        }
    }

    @Test
    void while_a_secret_is_replaced_a_receiver_may_know_either() throws Exception {
        String young = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        try (var _ = RunningRelay.start(
                "rotated", receiver.url(), "--nodecore.webhooks[0].secret=" + young + "," + RunningRelay.SECRET)) {
            String id = events.emit("rotated", "node.error", 7, 1);

            soon().until(() -> receiver.takenIds().equals(List.of(id)));
            Posted posted = receiver.posted().getFirst();
            for (String known : List.of(young, RunningRelay.SECRET)) {
                assertThat(VerifiedByHand.isSigned(known, id, posted.timestamp(), posted.signature(), posted.body()))
                        .isTrue();
            }
            assertThat(VerifiedByHand.isSigned(
                            "whsec_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB",
                            id,
                            posted.timestamp(),
                            posted.signature(),
                            posted.body()))
                    .isFalse();
        }
    }

    @Test
    void the_events_of_a_key_arrive_in_their_order_also_when_attempts_fail() {
        var attempts = new AtomicInteger();
        receiver.answers(id -> Reply.of(attempts.incrementAndGet() % 3 == 0 ? 500 : 200));
        try (var _ = RunningRelay.start("ordered", receiver.url())) {
            List<String> emitted = events.emitUsers("ordered", 10, 12);

            soon().until(() -> receiver.takenIds().size() >= emitted.size());
            for (int user = 1; user <= 10; user++) {
                String prefix = "ordered:" + user + ":";
                assertThat(receiver.takenIds().stream().filter(id -> id.startsWith(prefix)))
                        .as("events of user %d", user)
                        .containsExactlyElementsOf(emitted.stream()
                                .filter(id -> id.startsWith(prefix))
                                .toList());
            }
        }
    }

    @Test
    void a_receiver_that_was_away_gets_everything() throws Exception {
        int port = receiver.port();
        receiver.close();
        try (var relay = RunningRelay.start("away", receiver.url())) {
            List<String> emitted = events.emitUsers("away", 5, 3);
            soon().until(() -> relay.meter("nodecore_webhook_failed_total", "away") >= 5);
            soon().untilAsserted(() -> assertThat(relay.get("/actuator/health")).contains("retrying since"));

            receiver = ReceiverStub.start(port);
            soon().until(() -> Set.copyOf(receiver.takenIds()).containsAll(emitted));
            assertThat(receiver.takenIds()).containsExactlyInAnyOrderElementsOf(emitted);
            soon().untilAsserted(() -> assertThat(relay.get("/actuator/health")).contains("\"away\":\"delivering\""));
            assertThat(relay.meter("nodecore_webhook_delivered_total", "away")).isEqualTo(emitted.size());
            assertThat(relay.meter("nodecore_webhook_retries_total", "away")).isPositive();
        }
    }

    @Test
    void a_receiver_that_asks_to_wait_is_waited_for() {
        var asked = new AtomicInteger();
        receiver.answers(
                id -> asked.getAndIncrement() == 0 ? Reply.of(429, Map.of("retry-after", "2")) : Reply.of(200));
        try (var _ = RunningRelay.start("patient", receiver.url())) {
            String id = events.emit("patient", "node.error", 7, 1);

            soon().until(() -> receiver.takenIds().equals(List.of(id)));
            assertThat(receiver.posted()).hasSize(2);
            assertThat(Duration.between(
                            receiver.posted().get(0).at(),
                            receiver.posted().get(1).at()))
                    .as("more than the longest wait of its own")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
        }
    }

    @Test
    void an_answer_that_does_not_end_in_time_is_none() throws Exception {
        var isSlow = new CountDownLatch(1);
        var asked = new AtomicInteger();
        receiver.answers(id -> asked.getAndIncrement() == 0
                ? new Reply(200, Map.of(), new byte[] {'x'}, () -> awaitQuietly(isSlow))
                : Reply.of(200));
        try (var relay = RunningRelay.start("slow", receiver.url())) {
            events.emit("slow", "node.error", 7, 1);

            soon().until(() -> receiver.posted().size() == 2);
            soon().until(() -> relay.meter("nodecore_webhook_delivered_total", "slow") == 1);
            assertThat(relay.meter("nodecore_webhook_failed_total", "slow")).isEqualTo(1);
        } finally {
            isSlow.countDown();
        }
    }

    @Test
    void of_a_long_answer_only_the_beginning_is_read() throws Exception {
        receiver.answers(id -> new Reply(200, Map.of(), new byte[8 * 1024 * 1024], () -> {}));
        try (var relay = RunningRelay.start("long", receiver.url())) {
            events.emit("long", "node.error", 7, 1);
            events.emit("long", "node.error", 7, 2);

            soon().until(() -> relay.meter("nodecore_webhook_delivered_total", "long") == 2);
            assertThat(relay.meter("nodecore_webhook_failed_total", "long")).isZero();
        }
    }

    @Test
    void a_redirect_is_not_followed_and_not_an_answer() throws Exception {
        try (var elsewhere = ReceiverStub.start();
                var relay = RunningRelay.start("moved", receiver.url())) {
            receiver.answers(id -> Reply.of(307, Map.of("location", elsewhere.url())));
            String id = events.emit("moved", "node.error", 7, 1);
            soon().until(() -> relay.meter("nodecore_webhook_failed_total", "moved") >= 3);
            receiver.answers(any -> Reply.of(200));

            soon().until(() -> receiver.takenIds().equals(List.of(id)));
            assertThat(elsewhere.posted()).isEmpty();
        }
    }

    @Test
    void a_receiver_that_says_it_is_gone_is_shown_and_nothing_is_skipped() throws Exception {
        receiver.answers(id -> Reply.of(410));
        try (var relay = RunningRelay.start("gone", receiver.url())) {
            String first = events.emit("gone", "node.error", 7, 1);
            String second = events.emit("gone", "node.error", 7, 2);
            soon().untilAsserted(() -> assertThat(relay.get("/actuator/health")).contains("\"gone\":\"gone since"));
            receiver.answers(id -> Reply.of(200));

            soon().until(() -> receiver.takenIds().equals(List.of(first, second)));
        }
    }

    @Test
    void one_that_takes_nothing_keeps_neither_the_others_nor_readiness_back(CapturedOutput output) throws Exception {
        try (var other = ReceiverStub.start();
                var relay = RunningRelay.start(
                        "stubborn",
                        receiver.url() + "?token=hush",
                        "--nodecore.webhooks[1].name=willing",
                        "--nodecore.webhooks[1].url=" + other.url(),
                        "--nodecore.webhooks[1].secret=" + RunningRelay.SECRET)) {
            RunningRelay.awaitEnrolment("willing");
            receiver.answers(id -> Reply.of(503));
            String id = events.emit("others", "node.error", 7, 1);

            soon().until(() -> other.takenIds().equals(List.of(id)));
            soon().until(() -> relay.meter("nodecore_webhook_failed_total", "stubborn") >= 3);
            soon().until(() -> relay.meter("nodecore_webhook_oldest_waiting_seconds", "stubborn") > 0);
            soon().until(() -> relay.meter("nodecore_webhook_lag_records", "stubborn") == 1);
            assertThat(relay.get("/actuator/health/readiness"))
                    .contains("\"status\":\"UP\"", "\"willing\":\"delivering\"", "status 503")
                    .doesNotContain("DOWN");
            assertThat(output.getAll() + relay.get("/actuator/health") + relay.get("/actuator/prometheus"))
                    .contains("stubborn")
                    .doesNotContain("MfKQ", "hush");
        }
    }

    @Test
    void only_the_types_that_it_wants_are_posted() throws Exception {
        try (var relay = RunningRelay.start(
                "choosy", receiver.url(), "--nodecore.webhooks[0].types=subscription.expired,node.offline")) {
            for (int number = 0; number < 50; number++) {
                events.emit("choosy", "node.error", 7, number);
            }
            String wanted = events.emit("choosy", "node.offline", 7, 50);
            String alsoWanted = events.emit("choosy", "subscription.expired", 9, 1);

            soon().until(() -> Set.copyOf(receiver.takenIds()).equals(Set.of(wanted, alsoWanted)));
            assertThat(receiver.posted()).hasSize(2);
            assertThat(relay.meter("nodecore_webhook_unwanted_total", "choosy")).isEqualTo(50);
        }
    }

    @Test
    void a_record_that_is_no_event_is_kept_and_the_next_one_arrives() {
        byte[] garbage = "no event".getBytes(StandardCharsets.UTF_8);
        try (var _ = RunningRelay.start("poisoned", receiver.url())) {
            events.append(Topics.NODE_EVENTS, 7, garbage);
            String id = events.emit("poisoned", "node.error", 7, 1);

            soon().until(() -> receiver.takenIds().equals(List.of(id)));
            String deadLetters = Topics.NODE_EVENTS.deadLetters().orElseThrow().name();
            assertThat(TopicContent.of(SharedServers.kafka().bootstrapServers(), deadLetters))
                    .anySatisfy(deadLetter -> assertThat(deadLetter.value()).isEqualTo(garbage));
        }
    }

    @Test
    void one_that_is_new_begins_with_what_comes_now_unless_told_otherwise() {
        String before = events.emit("begin", "node.error", 7, 1);
        try (var old = RunningRelay.start(
                        "historian", receiver.url() + "/old", "--nodecore.webhooks[0].from=beginning");
                var _ = RunningRelay.start("newcomer", receiver.url() + "/new")) {
            String after = events.emit("begin", "node.error", 7, 2);

            soon().until(() -> idsAt("/hooks/old", "begin").equals(List.of(before, after)));
            soon().until(() -> idsAt("/hooks/new", "begin").equals(List.of(after)));
            assertThat(old).isNotNull();
        }
    }

    @Test
    void a_restart_goes_on_where_it_stood() {
        try (var _ = RunningRelay.start("restarted", receiver.url())) {
            String first = events.emit("restarted", "node.error", 7, 1);
            soon().until(() -> receiver.takenIds().equals(List.of(first)));
        }
        // Nobody reads: a new webhook would not get this one.
        events.emit("restarted", "node.error", 7, 2);
        try (var _ = RunningRelay.start("restarted", receiver.url())) {
            soon().until(() -> receiver.takenIds().size() >= 2);
            assertThat(receiver.takenIds())
                    .containsExactly(Emitter.idOf("restarted", 7, 1), Emitter.idOf("restarted", 7, 2));
        }
    }

    private List<String> idsAt(String path, String test) {
        return receiver.posted().stream()
                .filter(posted -> posted.path().equals(path) && posted.id().startsWith(test + ":"))
                .map(Posted::id)
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
