package io.nodecore.operations.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import io.nodecore.operations.correction.CorrectionFact.Change;
import io.nodecore.operations.correction.CorrectionTerms.Wish;
import io.nodecore.operations.correction.UsageCorrection.Figures;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import io.nodecore.operations.correction.UsageCorrection.Range;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AmendRulesTest {

    private static final Instant START = Instant.ofEpochSecond(600);
    private static final Instant LATER = Instant.ofEpochSecond(86_400);

    @Test
    void a_sum_is_shared_in_proportion_to_the_byte_and_each_amount_keeps_its_price() {
        Map<UsageCell, UsageAmount> now = Map.of(
                cell(10, 9),
                amount(1, 100, "202"),
                cell(11, 9),
                amount(1, 100, "101"),
                cell(12, 9),
                amount(1, 100, "0"));

        assertThat(texts(AmendRules.wanted(amend(null, 200L, null), now, LATER)))
                .containsExactly("1 67 136", "1 67 68", "1 66 0");
    }

    @Test
    void a_direction_in_which_nothing_was_counted_is_shared_by_the_other() {
        Map<UsageCell, UsageAmount> now = Map.of(cell(10, 9), amount(0, 30, "30"), cell(11, 9), amount(0, 10, "10"));

        assertThat(texts(AmendRules.wanted(amend(8L, null, null), now, LATER))).containsExactly("6 30 36", "2 10 12");
    }

    @Test
    void a_multiplier_bills_all_of_it_and_nothing_is_billed_without_a_subscription() {
        Map<UsageCell, UsageAmount> now = Map.of(cell(10, 9), amount(0, 30, "60"), cell(10, 0), amount(0, 30, "0"));

        assertThat(texts(AmendRules.wanted(amend(null, 60L, "0.5"), now, LATER)))
                .containsExactly("0 30 0", "0 30 15");
    }

    @Test
    void what_nobody_reported_is_spread_over_the_minutes_of_whom_it_is_said_to_be() {
        Wish wish = wish(new Range(START, START.plusSeconds(180), 42L, 9L, 3L), 0L, 10L, "2");

        SortedMap<UsageCell, UsageAmount> wanted = AmendRules.wanted(wish, Map.of(), LATER);

        assertThat(wanted.keySet()).containsExactly(cell(10, 9), cell(11, 9), cell(12, 9));
        assertThat(texts(wanted)).containsExactly("0 4 8", "0 3 6", "0 3 6");
        assertThat(AmendRules.wanted(wish, Map.of(cell(11, 9), amount(0, 0, "0")), LATER))
                .as("after a revert")
                .isEqualTo(wanted);
    }

    @Test
    void what_nobody_reported_needs_an_owner_and_a_price_and_lies_behind() {
        assertThat(refused(amend(null, 10L, null), LATER))
                .containsExactly("userId", "subscriptionId", "nodeProtocolId", "multiplier");
        assertThat(refused(wish(new Range(START, LATER.plusSeconds(120), 42L, 9L, 3L), 0L, 1L, "1"), LATER))
                .containsExactly("to");
        assertThat(refused(
                        wish(new Range(Instant.EPOCH, LATER.plusSeconds(40_000_000), 42L, 0L, 3L), 0L, 1L, null),
                        Instant.MAX))
                .containsExactly("from");
        assertThat(AmendRules.wanted(amend(0L, 0L, null), Map.of(), LATER)).isEmpty();
    }

    /** Whatever is counted and told: the sums come out to the byte, nothing falls below nothing, and the same again changes nothing. */
    @Test
    void sums_come_out_to_the_byte_and_a_second_time_changes_nothing() {
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            Map<UsageCell, UsageAmount> now = new HashMap<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                UsageCell cell = cell(random.nextInt(20), 1 + random.nextInt(3));
                long most = 1L << random.nextInt(1, 60);
                UsageAmount bytes = amount(random.nextLong(most), 1 + random.nextLong(most), "0");
                now.put(cell, cell.billed(bytes, BigDecimal.valueOf(random.nextInt(50), 1)));
            }
            long up = random.nextLong(1L << random.nextInt(1, 62));
            long down = random.nextLong(1L << random.nextInt(1, 62));
            Wish wish = amend(up, down, random.nextInt(4) == 0 ? "1.25" : null);

            SortedMap<UsageCell, UsageAmount> wanted = AmendRules.wanted(wish, now, LATER);

            UsageAmount sum = UsageAmount.sum(wanted.values());
            assertThat(sum.bytesUp()).as("seed %s", seed).isEqualTo(BigInteger.valueOf(up));
            assertThat(sum.bytesDown()).as("seed %s", seed).isEqualTo(BigInteger.valueOf(down));
            assertThat(wanted.values())
                    .as("seed %s", seed)
                    .allMatch(amount -> amount.bytesUp().signum() >= 0
                            && amount.bytesDown().signum() >= 0
                            && amount.billedBytes().signum() >= 0);
            assertThat(wanted.keySet()).as("seed %s", seed).isEqualTo(now.keySet());
            assertThat(CorrectionRules.changes(wanted, AmendRules.wanted(wish, wanted, LATER)))
                    .as("seed %s, the same again", seed)
                    .isEmpty();
        }
    }

    @Test
    void what_it_does_to_each_subscription_is_told_the_largest_change_first() {
        Map<UsageCell, UsageAmount> now = Map.of(
                cell(10, 7),
                amount(0, 10, "10"),
                cell(10, 8),
                amount(0, 0, "0"),
                cell(10, 9),
                amount(0, 30, "60"),
                cell(11, 9),
                amount(5, 0, "10"));
        List<Change> changes = CorrectionRules.changes(now, AmendRules.wanted(amend(null, 20L, null), now, LATER));

        assertThat(SubscriptionEffect.of(now, changes))
                .satisfiesExactly(
                        effect -> {
                            assertThat(effect.subscriptionId()).isEqualTo(9);
                            assertThat(effect.rows()).isEqualTo(1);
                            assertThat(effect.before()).isEqualTo(amount(5, 30, "70"));
                            assertThat(effect.after().bytesDown()).isEqualTo(15);
                            assertThat(effect.after().billedBytes()).isEqualByComparingTo("40");
                        },
                        effect -> {
                            assertThat(effect.subscriptionId()).isEqualTo(7);
                            assertThat(effect.after().bytesDown()).isEqualTo(5);
                        });
    }

    private static List<String> refused(Wish wish, Instant at) {
        FailureException refusal = Objects.requireNonNull(
                catchThrowableOfType(FailureException.class, () -> AmendRules.wanted(wish, Map.of(), at)));
        return ((Failure.Invalid) refusal.failure())
                .violations().stream().map(Violation::field).toList();
    }

    private static Wish amend(@Nullable Long up, @Nullable Long down, @Nullable String multiplier) {
        return wish(new Range(START, LATER, null, null, null), up, down, multiplier);
    }

    private static Wish wish(Range range, @Nullable Long up, @Nullable Long down, @Nullable String multiplier) {
        return new Wish(
                1,
                range,
                Kind.AMEND,
                multiplier == null ? null : new BigDecimal(multiplier),
                new Figures(up, down),
                "why",
                "who",
                false);
    }

    private static List<String> texts(SortedMap<UsageCell, UsageAmount> amounts) {
        return amounts.values().stream()
                .map(amount -> amount.bytesUp() + " " + amount.bytesDown() + " "
                        + amount.billedBytes().stripTrailingZeros().toPlainString())
                .toList();
    }

    private static UsageCell cell(long minute, long subscription) {
        return new UsageCell(minute, minute, 42, subscription, 3);
    }

    private static UsageAmount amount(long up, long down, String billed) {
        return UsageAmount.of(up, down, new BigDecimal(billed));
    }
}
