package io.nodecore.operations.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import io.nodecore.operations.correction.UsageCorrection.Figures;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorrectionTermsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void what_is_right_is_a_wish() {
        var wish =
                terms("scale", NOON, NOON.plusSeconds(60), "0.5", null, "why").wish();

        assertThat(wish.kind()).isEqualTo(Kind.SCALE);
        assertThat(wish.factor()).isEqualTo(new BigDecimal("0.5"));
        assertThat(terms("reprice", NOON, NOON.plusSeconds(60), null, "1", "why")
                        .wish()
                        .factor())
                .isEqualTo(BigDecimal.ONE);
        assertThat(terms("revert", NOON, NOON.plusSeconds(60), null, null, "why")
                        .wish()
                        .factor())
                .isNull();
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        var nothing = new CorrectionTerms(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

        assertThat(violations(nothing))
                .extracting(Violation::field)
                .containsExactly("nodeId", "from", "to", "kind", "reason", "author");
    }

    @Test
    void a_range_is_of_whole_minutes_and_not_empty() {
        assertThat(violations(terms("revert", NOON.plusSeconds(1), NOON.plusSeconds(60), null, null, "why")))
                .extracting(Violation::field)
                .containsExactly("from");
        assertThat(violations(terms("revert", NOON, NOON, null, null, "why")))
                .extracting(Violation::field)
                .containsExactly("from");
    }

    @Test
    void a_factor_is_of_scale_and_a_multiplier_of_reprice() {
        assertThat(violations(terms("revert", NOON, NOON.plusSeconds(60), "1", "1", "why")))
                .extracting(Violation::field)
                .containsExactly("factor", "multiplier");
        assertThat(violations(terms("scale", NOON, NOON.plusSeconds(60), null, null, "why")))
                .extracting(Violation::field)
                .containsExactly("factor");
        assertThat(violations(terms("scale", NOON, NOON.plusSeconds(60), "-1", null, "why")))
                .hasSize(1);
        assertThat(violations(terms("reprice", NOON, NOON.plusSeconds(60), null, "0.00001", "why")))
                .hasSize(1);
    }

    @Test
    void figures_are_of_amend_one_of_them_at_least_and_none_below_nothing() {
        assertThat(amend(null, 0L).wish().figures()).isEqualTo(new Figures(null, 0L));
        assertThat(violations(amend(null, null))).extracting(Violation::field).containsExactly("bytesUp");
        assertThat(violations(amend(-1L, -1L)))
                .extracting(Violation::message)
                .hasSize(2)
                .allMatch(message -> message.startsWith("must be from 0 to"));
        var revert = new CorrectionTerms(
                1L,
                NOON,
                NOON.plusSeconds(60),
                null,
                null,
                null,
                "revert",
                null,
                null,
                1L,
                2L,
                "why",
                "ann",
                null,
                null);
        assertThat(violations(revert)).extracting(Violation::field).containsExactly("bytesUp", "bytesDown");
    }

    private static CorrectionTerms amend(@Nullable Long up, @Nullable Long down) {
        return new CorrectionTerms(
                1L,
                NOON,
                NOON.plusSeconds(60),
                null,
                null,
                null,
                "amend",
                null,
                null,
                up,
                down,
                "why",
                "ann",
                null,
                null);
    }

    @Test
    void a_reason_is_required_and_has_an_end() {
        assertThat(violations(terms("revert", NOON, NOON.plusSeconds(60), null, null, " ")))
                .extracting(Violation::field)
                .containsExactly("reason");
        assertThat(violations(terms("revert", NOON, NOON.plusSeconds(60), null, null, "x".repeat(501))))
                .extracting(Violation::field)
                .containsExactly("reason");
    }

    private static CorrectionTerms terms(
            String kind, Instant from, Instant to, @Nullable String factor, @Nullable String multiplier, String why) {
        return new CorrectionTerms(
                1L,
                from,
                to,
                null,
                null,
                null,
                kind,
                factor == null ? null : new BigDecimal(factor),
                multiplier == null ? null : new BigDecimal(multiplier),
                null,
                null,
                why,
                "ann",
                null,
                null);
    }

    private static List<Violation> violations(CorrectionTerms terms) {
        FailureException refusal = Objects.requireNonNull(catchThrowableOfType(FailureException.class, terms::wish));
        return ((Failure.Invalid) refusal.failure()).violations();
    }
}
