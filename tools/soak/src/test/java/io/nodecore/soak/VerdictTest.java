package io.nodecore.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.simulator.ledger.LedgerComparison;
import io.nodecore.simulator.ledger.Totals;
import io.nodecore.simulator.ledger.Verifier.Judgement;
import io.nodecore.simulator.traffic.Bytes;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void an_exact_run_that_stood_its_faults_is_a_proof() {
        Verdict verdict = verdict(4, 3, BigInteger.ZERO);
        assertThat(verdict.isProof()).isTrue();
        assertThat(verdict.table()).contains("verdict: exact, 0 missing and 0 extra", "3 of 4 planned, 1 missed");
    }

    @Test
    void an_exact_run_that_was_spared_most_of_its_faults_is_no_proof() {
        Verdict verdict = verdict(4, 2, BigInteger.ZERO);
        assertThat(verdict.isExact()).isTrue();
        assertThat(verdict.isProof()).isFalse();
        assertThat(verdict.table()).contains("verdict: exact, but no proof: fewer than 75 % of the faults hit");
    }

    @Test
    void a_byte_too_much_is_not_exact_however_many_faults_hit() {
        Verdict verdict = verdict(4, 4, BigInteger.ONE);
        assertThat(verdict.isProof()).isFalse();
        assertThat(verdict.table()).contains("verdict: NOT exact");
    }

    @Test
    void a_run_without_faults_needs_none_to_hit() {
        assertThat(verdict(0, 0, BigInteger.ZERO).isProof()).isTrue();
    }

    private static Verdict verdict(int planned, int hit, BigInteger extra) {
        var fault = new PlannedFault(Duration.ofSeconds(1), Fault.KILL_SERVICE, "usage-aggregator", Duration.ZERO);
        var line =
                new LedgerComparison.Line("usage_minutes", 1, BigInteger.TEN, BigInteger.TEN, BigInteger.ZERO, extra);
        return new Verdict(
                new FaultPlan(Collections.nCopies(planned, fault)),
                Map.of(Fault.KILL_SERVICE, hit),
                planned - hit,
                new Totals(Map.of(), 0, Map.of(), new Bytes(0, 0), new Bytes(0, 0), 0),
                new Judgement(new LedgerComparison(List.of(line)), List.of()),
                List.of());
    }
}
