package io.nodecore.control.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.ReportRepeats;
import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.HeartbeatReceived;
import io.nodecore.schemas.facts.NodeErrorReported;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class NodeStatusFoldTest {

    private static final long NODE = 7;

    @Test
    void the_first_heartbeat_and_the_first_after_silence_make_a_node_online() {
        var fold = new NodeStatusFold(List.of(), List.of());
        fold.add(heartbeat(1_000, null));
        fold.add(heartbeat(2_000, null));

        assertThat(fold.changes()).containsExactly(new StatusChange.CameOnline(NODE, at(1_000)));

        NodeState silent = silentSince(only(fold), 2_000);
        assertThat(silent.isAway()).isTrue();
        var afterSilence = new NodeStatusFold(List.of(silent), List.of());
        afterSilence.add(heartbeat(1_500, null));
        assertThat(afterSilence.changes()).isEmpty();
        afterSilence.add(heartbeat(2_001, null));

        assertThat(afterSilence.changes()).containsExactly(new StatusChange.CameOnline(NODE, at(2_001)));
        assertThat(only(afterSilence).isAway()).isFalse();
    }

    @Test
    void a_late_report_moves_nothing_back() {
        var fold = new NodeStatusFold(List.of(), List.of());
        fold.add(heartbeat(2_000, "203.0.113.2"));
        fold.add(applied(2_000, 5, "c5"));
        fold.add(failed(2_000));
        NodeState before = only(fold);

        fold.add(heartbeat(1_000, "203.0.113.1"));
        fold.add(applied(1_000, 4, "c4"));
        fold.add(failed(1_000));

        assertThat(only(fold)).isEqualTo(before);
    }

    @Test
    void an_error_is_cleared_by_the_next_confirmation() {
        var fold = new NodeStatusFold(List.of(), List.of());
        fold.add(applied(1_000, 3, "c1"));
        fold.add(failed(2_000));
        assertThat(only(fold).isInError()).isTrue();

        fold.add(applied(3_000, 3, "c2"));

        assertThat(only(fold).isInError()).isFalse();
        assertThat(fold.changes())
                .containsExactly(
                        new StatusChange.ConfigConfirmed(NODE, 3, at(1_000)),
                        new StatusChange.ConfigConfirmed(NODE, 3, at(3_000)));
    }

    @Test
    void a_repeated_confirmation_counts_once_and_clears_nothing() {
        var fold = new NodeStatusFold(List.of(), List.of());
        fold.add(applied(1_000, 3, "c1"));
        fold.add(failed(2_000));
        fold.add(applied(3_000, 3, "c1"));

        assertThat(fold.repeats()).isEqualTo(1);
        assertThat(only(fold).isInError()).isTrue();
    }

    @Test
    void a_confirmation_that_is_repeated_after_another_one_changes_nothing() {
        var fold = new NodeStatusFold(List.of(), List.of());
        fold.add(applied(1_000, 3, "x"));
        fold.add(applied(2_000, 4, "y"));
        NodeState before = only(fold);

        fold.add(applied(3_000, 3, "x"));
        var later = new NodeStatusFold(fold.states(), fold.counted());
        later.add(applied(4_000, 3, "x"));

        assertThat(only(fold)).isEqualTo(before);
        assertThat(only(later)).isEqualTo(before);
        assertThat(later.repeats()).isEqualTo(1);
        assertThat(later.counted()).isEmpty();
    }

    @Test
    void a_name_counts_again_once_no_repeat_of_it_may_come_any_more() {
        long window = ReportRepeats.WINDOW.toMillis();
        var fold = new NodeStatusFold(List.of(), List.of());
        fold.add(applied(1_000, 3, "x"));

        fold.add(applied(1_000 + window, 4, "x"));
        assertThat(only(fold).appliedRevision()).isEqualTo(3);
        fold.add(applied(1_001 + window, 4, "x"));
        assertThat(only(fold).appliedRevision()).isEqualTo(4);
        assertThat(fold.counted()).containsExactly(new Confirmation(NODE, "x", at(1_001 + window)));
    }

    /** Topics are read in no order among each other; each of them in its own. */
    @RepeatedTest(100)
    void the_order_between_topics_does_not_matter() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        List<List<JournaledFact<NodeReport>>> topics = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int time = 1; time <= 12; time++) {
            int kind = random.nextInt(3);
            topics.get(kind)
                    .add(
                            switch (kind) {
                                case 0 -> heartbeat(time, random.nextBoolean() ? "203.0.113." + time : null);
                                case 1 -> applied(time, random.nextInt(4), "c" + time);
                                default -> failed(time);
                            });
        }

        NodeState inTurn = folded(topics, new Random(random.nextLong()));
        NodeState inAnotherTurn = folded(topics, new Random(random.nextLong()));

        assertThat(inTurn).as("seed %d", seed).isEqualTo(inAnotherTurn);
    }

    private static NodeState folded(List<List<JournaledFact<NodeReport>>> topics, Random random) {
        var fold = new NodeStatusFold(List.of(), List.of());
        List<Deque<JournaledFact<NodeReport>>> left = new ArrayList<>();
        topics.forEach(topic -> left.add(new ArrayDeque<>(topic)));
        left.removeIf(Deque::isEmpty);
        while (!left.isEmpty()) {
            Deque<JournaledFact<NodeReport>> next = left.get(random.nextInt(left.size()));
            fold.add(next.remove());
            left.removeIf(Deque::isEmpty);
        }
        return only(fold);
    }

    private static NodeState only(NodeStatusFold fold) {
        assertThat(fold.states()).hasSize(1);
        return fold.states().iterator().next();
    }

    private static NodeState silentSince(NodeState state, long lastSeenMs) {
        return new NodeState(
                state.nodeId(),
                state.lastSeenAt(),
                state.ip(),
                state.ipAt(),
                state.reportedRevision(),
                state.appliedRevision(),
                state.appliedAt(),
                state.errorAt(),
                at(lastSeenMs));
    }

    private static JournaledFact<NodeReport> heartbeat(
            long receivedAtMs, @org.jspecify.annotations.Nullable String ip) {
        var fact = HeartbeatReceived.newBuilder();
        if (ip != null) {
            fact.setIp(ip);
        }
        return journaled(receivedAtMs, "h" + receivedAtMs, new NodeReport.Heartbeat(fact.build()));
    }

    private static JournaledFact<NodeReport> applied(long receivedAtMs, long revision, String reportId) {
        return journaled(
                receivedAtMs,
                reportId,
                new NodeReport.Applied(
                        ConfigApplied.newBuilder().setRevision(revision).build()));
    }

    private static JournaledFact<NodeReport> failed(long receivedAtMs) {
        return journaled(
                receivedAtMs,
                "e" + receivedAtMs,
                new NodeReport.Failed(
                        NodeErrorReported.newBuilder().setMessage("broken").build()));
    }

    private static JournaledFact<NodeReport> journaled(long receivedAtMs, String reportId, NodeReport report) {
        return new JournaledFact<>("topic", 0, 0, new FactHeaders("event", NODE, receivedAtMs, reportId), report);
    }

    private static Instant at(long ms) {
        return Instant.ofEpochMilli(ms);
    }
}
