package io.nodecore.simulator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.simulator.core.FallbackTransport;
import io.nodecore.simulator.core.SampleReports;
import io.nodecore.simulator.core.ScriptedTransport;
import io.nodecore.simulator.ledger.FaultKind;
import io.nodecore.simulator.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LateRepeatsTest {

    private static final Duration MINUTES = Duration.ofMinutes(4);

    private final ScriptedTransport grpc = new ScriptedTransport();
    private final ScriptedTransport http = new ScriptedTransport();
    private final Ledger ledger = new Ledger();
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void a_share_of_the_reports_is_repeated_later() {
        LateRepeats repeats = repeats(0.5);
        for (int i = 0; i < 200; i++) {
            repeats.mayRepeat(SampleReports.usage("report-" + i, 1, 2));
        }
        now = now.plus(MINUTES.dividedBy(2));
        repeats.sendDue();
        int half = http.ids().size();
        now = now.plus(MINUTES.dividedBy(2));
        repeats.sendDue();

        assertThat(half).isBetween(20, 80);
        assertThat(http.ids()).hasSizeBetween(70, 130).doesNotHaveDuplicates();
        assertThat(ledger.totals().faults())
                .containsEntry(FaultKind.REPEATED_LATER, (long) http.ids().size());
        assertThat(ledger.totals().repeated()).isEqualTo(http.ids().size());
    }

    @Test
    void pending_repeats_are_sent_at_the_end() {
        LateRepeats repeats = repeats(0.99);
        for (int i = 0; i < 20; i++) {
            repeats.mayRepeat(SampleReports.usage("report-" + i, 1, 2));
        }
        repeats.sendAll();
        assertThat(http.ids()).hasSizeGreaterThan(15);

        int sent = http.ids().size();
        repeats.sendAll();
        assertThat(http.ids()).hasSize(sent);
    }

    @Test
    void a_repeat_without_an_answer_is_not_retried() {
        LateRepeats repeats = repeats(0.99);
        for (int i = 0; i < 20; i++) {
            repeats.mayRepeat(SampleReports.usage("report-" + i, 1, 2));
        }
        http.down(true);
        repeats.sendAll();
        int tried = http.ids().size();
        http.down(false);
        repeats.sendAll();
        assertThat(http.ids()).hasSize(tried);
    }

    private LateRepeats repeats(double share) {
        return new LateRepeats(
                new FallbackTransport(grpc, http, () -> now, Duration.ofSeconds(15), () -> {}),
                ledger,
                () -> now,
                new SplittableRandom(1),
                new FaultRates(0, 0, share, MINUTES, Duration.ZERO));
    }
}
