package io.nodecore.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.schemas.Topics;
import io.nodecore.testkit.ChildJvm;
import io.nodecore.webhooks.ReceiverStub.Reply;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Several relays of one webhook, and one that is killed. */
class WebhookRelayFaultsIT {

    private static final int PARTITIONS =
            Topics.EVENTS.stream().mapToInt(topic -> topic.partitions()).sum();

    @Test
    void a_killed_relay_loses_nothing_and_repeats_no_more_than_was_in_flight() throws Exception {
        killed("killed", 1);
    }

    @Test
    void a_killed_relay_that_may_run_ahead_of_its_position_repeats_no_more_than_that() throws Exception {
        killed("killed-ahead", 5);
    }

    private static void killed(String name, int uncommitted) throws Exception {
        try (var events = new Emitter();
                var receiver = ReceiverStub.start()) {
            var isDead = new CountDownLatch(1);
            receiver.answers(id -> {
                pause();
                if (receiver.takenIds().size() >= 300) {
                    // Or else a machine that emits slowly has delivered all before the kill.
                    await(isDead);
                }
                return Reply.of(200);
            });
            List<String> emitted;
            try (var _ = ChildJvm.of(WebhookRelay.class)
                    .options("-Xmx256m")
                    .arguments(RunningRelay.arguments(
                            name, receiver.url(), "--nodecore.webhook-delivery.uncommitted=" + uncommitted))
                    .start()) {
                RunningRelay.awaitEnrolment(name);
                emitted = events.emitUsers(name, 20, 30);
                soon().until(() -> receiver.takenIds().size() >= 100);
            }
            int takenByThen = receiver.takenIds().size();
            isDead.countDown();
            assertThat(takenByThen).as("it was killed in the middle").isLessThan(emitted.size());

            try (var _ = RunningRelay.start(name, receiver.url())) {
                soon().until(() -> Set.copyOf(receiver.takenIds()).containsAll(emitted));
                assertThat(new HashSet<>(receiver.takenIds())).isEqualTo(Set.copyOf(emitted));
                assertThat(receiver.takenIds().size() - emitted.size())
                        .as("events that came twice: %d of each partition at most", uncommitted)
                        .isLessThanOrEqualTo(uncommitted * PARTITIONS);
            }
        }
    }

    @Test
    void two_relays_share_the_partitions_and_one_takes_over_from_the_other() throws Exception {
        String name = "shared";
        try (var events = new Emitter();
                var receiver = ReceiverStub.start();
                var first = RunningRelay.start(name, receiver.url())) {
            List<String> emitted;
            try (var second = RunningRelay.start(name, receiver.url())) {
                soon().until(() -> {
                    events.emitUsers(name + "-share", 20, 1);
                    return delivered(first, name) > 0 && delivered(second, name) > 0;
                });
                emitted = events.emitUsers(name, 20, 5);
            }
            List<String> afterwards = events.emitUsers(name + "-alone", 20, 2);

            soon().until(() -> Set.copyOf(receiver.takenIds()).containsAll(emitted)
                    && Set.copyOf(receiver.takenIds()).containsAll(afterwards));
            assertThat(receiver.takenIds().stream().filter(id -> id.startsWith(name + ":")))
                    .as("a stop and a hand-over repeat nothing")
                    .containsExactlyInAnyOrderElementsOf(emitted);
        }
    }

    @Test
    void a_position_that_is_gone_goes_back_to_the_oldest_event_and_moves_on_from_there() throws Exception {
        String name = "emptied";
        try (var events = new Emitter();
                var receiver = ReceiverStub.start();
                var group = new GroupPositions("nodecore.webhook." + name)) {
            RunningRelay.start(name, receiver.url()).close();
            String id = events.emit(name, "node.error", 7, 1);
            String topic = Topics.NODE_EVENTS.name();
            Map<TopicPartition, Long> beginnings = group.ends(topic, OffsetSpec.earliest());
            // As it is after a topic was emptied: the position is that of more than there is.
            group.place(beginnings.keySet(), 1_000_000_000);
            receiver.answers(any -> Reply.of(503));

            try (var _ = RunningRelay.start(name, receiver.url())) {
                soon().untilAsserted(() -> assertThat(group.positions(topic)).isEqualTo(beginnings));
            }
            receiver.answers(any -> Reply.of(200));
            try (var _ = RunningRelay.start(name, receiver.url())) {
                soon().until(() -> receiver.takenIds().contains(id));
                soon().untilAsserted(() ->
                        assertThat(group.positions(topic)).isEqualTo(group.ends(topic, OffsetSpec.latest())));
            }
            try (var relay = RunningRelay.start(name, receiver.url())) {
                String next = events.emit(name, "node.error", 7, 2);
                soon().until(() -> receiver.takenIds().contains(next));
                assertThat(delivered(relay, name)).as("nothing came once more").isEqualTo(1);
            }
        }
    }

    private static double delivered(RunningRelay relay, String name) throws Exception {
        return relay.meter("nodecore_webhook_delivered_total", name);
    }

    /** What a receiver does that has some work with an event. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            var _ = latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }
}
