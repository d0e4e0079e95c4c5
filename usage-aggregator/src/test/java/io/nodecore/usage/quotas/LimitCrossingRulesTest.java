package io.nodecore.usage.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.usage.quotas.LimitCrossed.Share;
import io.nodecore.usage.traffic.Traffic;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitCrossingRulesTest {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void a_limit_is_reached_by_its_last_byte_and_not_before() {
        assertThat(crossed(100L, "98", "99")).isEmpty();
        assertThat(crossed(100L, "99", "100")).containsExactly(Share.LIMIT);
        assertThat(crossed(100L, "99", "99.9999")).isEmpty();
        assertThat(crossed(100L, "99.9999", "100")).containsExactly(Share.LIMIT);
    }

    @Test
    void a_warning_comes_at_eighty_percent_also_where_that_is_no_whole_number() {
        assertThat(crossed(100L, "79", "80")).containsExactly(Share.WARNING);
        assertThat(crossed(3L, "2", "2.39")).isEmpty();
        assertThat(crossed(3L, "2.39", "2.4")).containsExactly(Share.WARNING);
    }

    @Test
    void a_gain_that_crosses_both_is_told_of_as_a_warning_first() {
        assertThat(crossed(100L, "0", "1000")).containsExactly(Share.WARNING, Share.LIMIT);
    }

    @Test
    void what_was_reached_before_is_not_crossed_again() {
        assertThat(crossed(100L, "80", "99")).isEmpty();
        assertThat(crossed(100L, "100", "500")).isEmpty();
    }

    @Test
    void a_limit_of_nothing_is_reached_by_the_first_byte_and_warns_of_nothing() {
        assertThat(crossed(0L, "0", "0")).isEmpty();
        assertThat(crossed(0L, "0", "0.5")).containsExactly(Share.LIMIT);
        assertThat(crossed(0L, "0.5", "1")).isEmpty();
    }

    @Test
    void the_largest_limit_and_more_than_a_long_of_use_are_no_matter() {
        assertThat(crossed(Long.MAX_VALUE, "0", "9223372036854775806")).containsExactly(Share.WARNING);
        assertThat(crossed(Long.MAX_VALUE, "9223372036854775806", "99999999999999999999"))
                .containsExactly(Share.LIMIT);
    }

    @Test
    void without_a_limit_nothing_is_reached() {
        assertThat(crossed(null, "0", "1000")).isEmpty();
    }

    @Test
    void terms_that_come_after_the_use_find_what_is_reached() {
        assertThat(LimitCrossingRules.crossed(terms(100L), key(100L), use("85", 0), AT))
                .extracting(LimitCrossed::share)
                .containsExactly(Share.WARNING);
        assertThat(LimitCrossingRules.crossed(terms(50L), key(50L), use("85", 0), AT))
                .extracting(LimitCrossed::share)
                .containsExactly(Share.WARNING, Share.LIMIT);
    }

    @Test
    void a_limit_is_lifted_by_what_brings_the_use_below_it_and_by_nothing_else() {
        assertThat(isLifted(100L, "100", "99.9999")).isTrue();
        assertThat(isLifted(100L, "150", "100")).as("still reached").isFalse();
        assertThat(isLifted(100L, "99", "50")).as("was not reached").isFalse();
        assertThat(isLifted(100L, "99", "100")).as("reached now").isFalse();
        assertThat(isLifted(0L, "5", "0")).isTrue();
        assertThat(isLifted(null, "5", "0")).isFalse();
    }

    @Test
    void what_is_reached_and_was_not_told_of_is_told_of_however_it_came_about() {
        assertThat(LimitCrossingRules.crossed(terms(100L), key(100L), use("500", 80), AT))
                .extracting(LimitCrossed::share)
                .containsExactly(Share.LIMIT);
        assertThat(LimitCrossingRules.crossed(terms(100L), key(100L), use("500", 100), AT))
                .isEmpty();
        assertThat(LimitCrossingRules.lifted(terms(100L), key(100L), use("10", 80), AT))
                .isEmpty();
        assertThat(LimitCrossingRules.lifted(terms(100L), key(100L), use("10", 100), AT))
                .hasSize(1);
    }

    private static boolean isLifted(@Nullable Long limit, String before, String after) {
        return !LimitCrossingRules.lifted(terms(limit), key(limit), use(after, told(limit, before)), AT)
                .isEmpty();
    }

    private static List<Share> crossed(@Nullable Long limit, String before, String after) {
        return LimitCrossingRules.crossed(terms(limit), key(limit), use(after, told(limit, before)), AT).stream()
                .map(LimitCrossed::share)
                .toList();
    }

    /** All that was reached before was told of. */
    private static int told(@Nullable Long limit, String before) {
        return limit == null
                ? 0
                : Arrays.stream(Share.values())
                        .filter(share -> share.isReached(new BigDecimal(before), limit))
                        .mapToInt(Share::percent)
                        .max()
                        .orElse(0);
    }

    private static QuotaTerms terms(@Nullable Long limit) {
        return new QuotaTerms(9, 42, 1, 0, limit, "month");
    }

    private static PeriodKey key(@Nullable Long limit) {
        return PeriodKey.of(terms(limit), LocalDate.parse("2026-11-23"));
    }

    private static PeriodUse use(String billed, int toldPercent) {
        return new PeriodUse(new Traffic(0, 0), new BigDecimal(billed), toldPercent);
    }
}
