package io.nodecore.simulator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.simulator.core.CoreFailure;
import io.nodecore.simulator.core.FallbackTransport;
import io.nodecore.simulator.core.SampleReports;
import io.nodecore.simulator.core.ScriptedTransport;
import io.nodecore.simulator.ledger.Ledger;
import io.nodecore.simulator.ledger.ReportKind;
import io.nodecore.simulator.ledger.Totals;
import io.nodecore.simulator.traffic.Bytes;
import io.nodecore.simulator.traffic.UserBehaviour;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReportQueueTest {

    private final ScriptedTransport grpc = new ScriptedTransport();
    private final ScriptedTransport http = new ScriptedTransport();
    private final Ledger ledger = new Ledger();
    private final FallbackTransport transport =
            new FallbackTransport(grpc, http, InstantSource.system(), Duration.ofMinutes(1), ledger::repeated);

    @Test
    void reports_are_delivered_in_order_until_the_end() {
        ReportQueue queue = queue(0, _ -> {});
        queue.add(SampleReports.usage("a", 1, 2));
        queue.add(SampleReports.usage("b", 10, 20));
        queue.end();

        queue.deliver();

        assertThat(grpc.ids()).containsExactly("a", "b");
        assertThat(ledger.totals().usage()).isEqualTo(new Bytes(11, 22));
    }

    @Test
    void a_report_is_repeated_under_its_id_until_it_is_answered_and_counts_once() {
        grpc.down(true);
        http.failNext(new CoreFailure.Unreachable("503"), new CoreFailure.Overloaded("429"));
        ReportQueue queue = queue(0, _ -> {});
        queue.add(SampleReports.usage("a", 1, 2));
        queue.end();

        queue.deliver();

        assertThat(http.ids()).containsExactly("a", "a", "a");
        assertThat(ledger.totals().of(ReportKind.USAGE)).isEqualTo(new Totals.Line(1, 1, 0, 0));
        assertThat(ledger.totals().usage()).isEqualTo(new Bytes(1, 2));
        assertThat(ledger.totals().repeated()).isPositive();
    }

    @Test
    void the_backoff_knows_the_number_of_failures_of_the_report() {
        grpc.down(true);
        http.failNext(new CoreFailure.Unreachable("1"), new CoreFailure.Unreachable("2"));
        java.util.List<Integer> pauses = new java.util.ArrayList<>();
        ReportQueue queue = queue(0, pauses::add);
        queue.add(SampleReports.usage("a", 1, 2));
        queue.end();

        queue.deliver();

        assertThat(pauses).containsExactly(1, 2);
    }

    @Test
    void a_refused_report_does_not_count_and_does_not_stop_the_next_one() {
        grpc.failNext(new CoreFailure.Refused("invalid-report"));
        ReportQueue queue = queue(0, _ -> {});
        queue.add(SampleReports.usage("a", 1, 2));
        queue.add(SampleReports.usage("b", 10, 20));
        queue.end();

        queue.deliver();

        assertThat(ledger.totals().of(ReportKind.USAGE)).isEqualTo(new Totals.Line(2, 1, 1, 0));
        assertThat(ledger.totals().usage()).isEqualTo(new Bytes(10, 20));
    }

    @Test
    void a_report_without_an_answer_at_the_end_is_unanswered_and_not_counted() {
        grpc.down(true);
        http.down(true);
        ReportQueue queue = queue(0, _ -> {
            throw new InterruptedException("the deadline has come");
        });
        queue.add(SampleReports.usage("a", 1, 2));
        queue.add(SampleReports.usage("b", 10, 20));
        queue.end();

        queue.deliver();

        assertThat(ledger.totals().of(ReportKind.USAGE)).isEqualTo(new Totals.Line(2, 0, 0, 2));
        assertThat(ledger.totals().usage()).isEqualTo(Bytes.NONE);
    }

    @Test
    void a_repeat_of_an_acknowledged_report_over_the_other_transport_does_not_count() {
        ReportQueue queue = queue(1, _ -> {});
        queue.add(SampleReports.usage("a", 1, 2));
        queue.end();

        queue.deliver();

        assertThat(grpc.ids()).containsExactly("a");
        assertThat(http.ids()).containsExactly("a");
        assertThat(ledger.totals().usage()).isEqualTo(new Bytes(1, 2));
    }

    @Test
    void a_full_queue_has_no_room() {
        ReportQueue queue = queue(0, _ -> {});
        queue.add(SampleReports.usage("a", 1, 2));
        assertThat(queue.hasRoom()).isTrue();

        queue.add(SampleReports.usage("b", 1, 2));

        assertThat(queue.hasRoom()).isFalse();
    }

    private ReportQueue queue(double repeatShare, Backoff backoff) {
        Duration second = Duration.ofSeconds(1);
        AgentSettings settings = new AgentSettings(
                second, second, second, second, new UserBehaviour(second, second, 1), repeatShare, 2, FaultRates.NONE);
        return new ReportQueue(
                1,
                transport,
                ledger,
                backoff,
                new SplittableRandom(1),
                settings,
                new LateRepeats(transport, ledger, InstantSource.system(), new SplittableRandom(1), FaultRates.NONE));
    }
}
