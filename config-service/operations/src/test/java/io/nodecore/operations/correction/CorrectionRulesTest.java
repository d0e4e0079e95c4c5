package io.nodecore.operations.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.admin.failure.FailureException;
import io.nodecore.operations.correction.CorrectionFact.Change;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import io.nodecore.operations.correction.UsageCorrection.Range;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CorrectionRulesTest {

    private static final Range ALL = new Range(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), null, null, null);

    @Test
    void a_revert_takes_all_and_leaves_what_is_nothing_alone() {
        assertThat(CorrectionRules.changes(
                        Kind.REVERT,
                        null,
                        Map.of(
                                cell(2, 9),
                                amount(10, 20, "30"),
                                cell(1, 9),
                                amount(1, 2, "6"),
                                cell(3, 9),
                                amount(0, 0, "0.00"))))
                .containsExactly(
                        new Change(cell(1, 9), amount(-1, -2, "-6")), new Change(cell(2, 9), amount(-10, -20, "-30")));
    }

    @Test
    void a_factor_rounds_bytes_to_whole_ones_and_billing_not_at_all() {
        assertThat(CorrectionRules.changes(Kind.SCALE, new BigDecimal("0.25"), Map.of(cell(1, 9), amount(10, 9, "38"))))
                .containsExactly(new Change(cell(1, 9), amount(3 - 10, 2 - 9, "-28.50")));
    }

    @Test
    void another_price_leaves_the_bytes_and_concerns_nobody_without_a_subscription() {
        assertThat(CorrectionRules.changes(
                        Kind.REPRICE,
                        BigDecimal.ONE,
                        Map.of(cell(1, 9), amount(10, 20, "300"), cell(2, 0), amount(10, 20, "0"))))
                .containsExactly(new Change(cell(1, 9), amount(0, 0, "-270")));
    }

    @Test
    void a_range_is_of_usage_minutes_but_for_another_price_of_arrival() {
        var range = new Range(Instant.ofEpochSecond(600), Instant.ofEpochSecond(660), null, null, null);
        UsageCell late = new UsageCell(10, 11, 42, 9, 3);

        assertThat(range.holds(Kind.REVERT, late)).isTrue();
        assertThat(range.holds(Kind.REPRICE, late)).isFalse();
        assertThat(range.holds(Kind.REPRICE, new UsageCell(9, 10, 42, 9, 3))).isTrue();
        assertThat(new Range(range.from(), range.to(), null, 0L, null).holds(Kind.REVERT, late))
                .isFalse();
    }

    @Test
    void what_is_large_is_told_in_parts() {
        Map<UsageCell, UsageAmount> now = new HashMap<>();
        for (int minute = 0; minute < 20_001; minute++) {
            now.put(cell(minute, 9), amount(1, 1, "2"));
        }
        List<Change> changes = CorrectionRules.changes(Kind.REVERT, null, now);
        List<CorrectionFact> parts = CorrectionRules.parts(correction(1, changes), changes);

        assertThat(parts).extracting(part -> part.changes().size()).containsExactly(10_000, 10_000, 1);
        assertThat(parts).extracting(CorrectionFact::part).containsExactly(0, 1, 2);
        assertThat(parts.stream().flatMap(part -> part.changes().stream())).isEqualTo(changes);
    }

    @Test
    void the_latest_correction_of_some_usage_can_be_undone_and_the_undo_too() {
        List<Change> own = List.of(new Change(cell(1, 9), amount(-5, -5, "-10")));
        CorrectionFact made = part(7, own);
        List<Change> undo = CorrectionRules.undo(made.correction(), List.of(made));
        assertThat(undo).containsExactly(new Change(cell(1, 9), amount(5, 5, "10")));

        CorrectionFact undone = part(8, undo);
        assertThatThrownBy(() -> CorrectionRules.undo(made.correction(), List.of(made, undone)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("correction 7 is reverted already");

        List<Change> redo = CorrectionRules.undo(undone.correction(), List.of(undone));
        assertThat(redo).isEqualTo(own);
        assertThat(CorrectionRules.undo(made.correction(), List.of(made, undone, part(9, redo))))
                .isEqualTo(undo);
    }

    @Test
    void a_correction_that_a_later_one_builds_on_is_not_undone_before_that() {
        CorrectionFact first = part(7, List.of(new Change(cell(1, 9), amount(-5, -5, "-10"))));
        CorrectionFact elsewhere = part(8, List.of(new Change(cell(2, 9), amount(-5, -5, "-10"))));
        CorrectionFact onTop = part(9, List.of(new Change(cell(1, 9), amount(-1, -1, "-2"))));

        assertThat(CorrectionRules.undo(first.correction(), List.of(first, elsewhere)))
                .hasSize(1);
        assertThatThrownBy(() -> CorrectionRules.undo(first.correction(), List.of(first, elsewhere, onTop)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("correction 9 changed some of the same usage");
        CorrectionFact undone = part(10, CorrectionRules.undo(onTop.correction(), List.of(onTop)));
        assertThat(CorrectionRules.undo(first.correction(), List.of(first, elsewhere, onTop, undone)))
                .hasSize(1);
    }

    /** Whatever is corrected in whatever order: undoing all from the last one on leads back to what was reported. */
    @Test
    void undoing_everything_backwards_leads_back_to_what_was_reported() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            Map<UsageCell, UsageAmount> reported = new TreeMap<>();
            for (int i = 0; i < 30; i++) {
                UsageCell cell = cell(random.nextInt(10), random.nextInt(3));
                UsageAmount bytes = amount(random.nextInt(1_000), random.nextInt(1_000), "0");
                reported.put(cell, cell.billed(bytes, BigDecimal.valueOf(random.nextInt(5), 1)));
            }
            List<CorrectionFact> made = new ArrayList<>();
            for (long id = 1; id <= 6; id++) {
                long from = random.nextInt(10) * 60L;
                var range = new Range(
                        Instant.ofEpochSecond(from),
                        Instant.ofEpochSecond(from + 60 * (1 + random.nextInt(5))),
                        null,
                        random.nextBoolean() ? null : (long) random.nextInt(3),
                        null);
                Kind kind = Kind.values()[random.nextInt(3)];
                Map<UsageCell, UsageAmount> now = new HashMap<>();
                reported.forEach((cell, amount) -> {
                    if (range.holds(kind, cell)) {
                        now.put(cell, amount);
                    }
                });
                CorrectionRules.add(now, made, kind, range);
                assertThat(now.values())
                        .as("seed %s", seed)
                        .allMatch(amount -> amount.bytesUp().signum() >= 0
                                && amount.bytesDown().signum() >= 0
                                && amount.billedBytes().signum() >= 0);
                List<Change> changes = CorrectionRules.changes(kind, BigDecimal.valueOf(random.nextInt(30), 1), now);
                made.add(part(id, changes));
            }
            List<CorrectionFact> all = new ArrayList<>(made);
            for (CorrectionFact one : made.reversed()) {
                if (!one.changes().isEmpty()) {
                    List<CorrectionFact> since = all.stream()
                            .filter(other ->
                                    other.correction().id() >= one.correction().id())
                            .toList();
                    all.add(part(100 + all.size(), CorrectionRules.undo(one.correction(), since)));
                }
            }
            Map<UsageCell, UsageAmount> sums = new HashMap<>();
            CorrectionRules.add(sums, all, Kind.REVERT, ALL);
            assertThat(sums.values()).as("seed %s", seed).allMatch(UsageAmount::isZero);
        }
    }

    private static UsageCell cell(long minute, long subscription) {
        return new UsageCell(minute, minute, 42, subscription, 3);
    }

    private static UsageAmount amount(long up, long down, String billed) {
        return new UsageAmount(BigInteger.valueOf(up), BigInteger.valueOf(down), new BigDecimal(billed));
    }

    private static CorrectionFact part(long id, List<Change> changes) {
        return new CorrectionFact(correction(id, changes), 0, 1, changes);
    }

    private static UsageCorrection correction(long id, List<Change> changes) {
        return new UsageCorrection(
                id,
                1,
                Kind.REVERT,
                ALL,
                null,
                null,
                null,
                "why",
                "who",
                Instant.EPOCH,
                new TreeMap<>(),
                changes.size(),
                UsageAmount.ZERO,
                UsageAmount.ZERO);
    }
}
