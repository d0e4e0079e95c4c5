package io.nodecore.simulator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.simulator.core.CoreFailure;
import io.nodecore.simulator.core.SampleReports;
import io.nodecore.simulator.core.ScriptedTransport;
import io.nodecore.simulator.ledger.FaultKind;
import io.nodecore.simulator.ledger.Ledger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LossyTransportTest {

    private static final int CALLS = 2_000;

    private final ScriptedTransport one = new ScriptedTransport();
    private final ScriptedTransport other = new ScriptedTransport();
    private final Ledger ledger = new Ledger();

    @Test
    void every_transport_is_used() throws CoreFailure {
        LossyTransport transport = transport(0, 0);
        for (int i = 0; i < 100; i++) {
            transport.send(SampleReports.usage("a", 1, 2));
        }
        assertThat(one.ids()).hasSizeGreaterThan(20);
        assertThat(other.ids()).hasSizeGreaterThan(20);
    }

    @Test
    void a_lost_request_does_not_arrive_and_a_lost_answer_follows_a_report_that_arrived() {
        LossyTransport transport = transport(0.1, 0.2);
        int answered = 0;
        for (int i = 0; i < CALLS; i++) {
            try {
                transport.send(SampleReports.usage("a", 1, 2));
                answered++;
            } catch (CoreFailure e) {
                assertThat(e).isInstanceOf(CoreFailure.Unreachable.class);
            }
        }
        long requestsLost = met(FaultKind.REQUEST_LOST);
        long answersLost = met(FaultKind.ANSWER_LOST);
        int arrived = one.ids().size() + other.ids().size();
        assertThat(arrived).isEqualTo(CALLS - requestsLost);
        assertThat(answered).isEqualTo(arrived - answersLost);
        assertThat(requestsLost).isBetween(CALLS / 20L, CALLS / 5L);
        assertThat(answersLost).isBetween(CALLS / 10L, CALLS / 3L);
    }

    @Test
    void a_repeat_goes_over_another_transport() throws CoreFailure {
        LossyTransport transport = transport(0, 0);
        for (int i = 0; i < 50; i++) {
            transport.send(SampleReports.usage("first-" + i, 1, 2));
            transport.sendOverOther(SampleReports.usage("again-" + i, 1, 2));
        }
        assertThat(Stream.of(one, other)).allSatisfy(way -> {
            for (int i = 0; i < 50; i++) {
                assertThat(way.ids().contains("first-" + i))
                        .isNotEqualTo(way.ids().contains("again-" + i));
            }
        });
    }

    private long met(FaultKind fault) {
        return ledger.totals().faults().getOrDefault(fault, 0L);
    }

    private LossyTransport transport(double requestLost, double answerLost) {
        return new LossyTransport(List.of(one, other), requestLost, answerLost, ledger, new SplittableRandom(1));
    }
}
