package io.nodecore.control.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import io.nodecore.control.fact.Quota;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.Subscription.ResetPeriod;
import io.nodecore.control.fact.Subscription.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SubscriptionRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant PAST = NOW.minusSeconds(1);
    private static final Instant FUTURE = NOW.plusSeconds(1);

    @Test
    void without_terms_it_is_active_unlimited_and_never_ends() {
        assertThat(SubscriptionRules.subscription(9, new SubscriptionTerms(42L, null, null, null, null), NOW))
                .isEqualTo(new Subscription(
                        9, 42, Status.ACTIVE, null, ResetPeriod.NONE, null, new Quota(1, NOW, null, null)));
    }

    @Test
    void one_whose_time_is_over_is_expired_from_the_start_and_at_its_very_end() {
        assertThat(subscription(PAST, "active").status()).isEqualTo(Status.EXPIRED);
        assertThat(subscription(NOW, "active").status()).isEqualTo(Status.EXPIRED);
        assertThat(subscription(FUTURE, "active").status()).isEqualTo(Status.ACTIVE);
        assertThat(subscription(PAST, "disabled").status()).isEqualTo(Status.DISABLED);
    }

    @Test
    void more_time_wakes_an_expired_one_but_not_a_disabled_one() {
        var more = new SubscriptionTerms(42L, null, null, FUTURE, "expired");
        assertThat(SubscriptionRules.changed(subscription(PAST, "active"), more, false, NOW)
                        .status())
                .isEqualTo(Status.ACTIVE);

        var moreButDisabled = new SubscriptionTerms(42L, null, null, FUTURE, "disabled");
        assertThat(SubscriptionRules.changed(subscription(PAST, "disabled"), moreButDisabled, false, NOW)
                        .status())
                .isEqualTo(Status.DISABLED);
    }

    @Test
    void a_change_of_something_else_does_not_wake_an_expired_one() {
        var sameEnd = new SubscriptionTerms(42L, 10L, null, PAST, "expired");

        assertThat(SubscriptionRules.changed(subscription(PAST, "active"), sameEnd, false, NOW)
                        .status())
                .isEqualTo(Status.EXPIRED);
    }

    @Test
    void every_wrong_term_is_told() {
        var wrong = new SubscriptionTerms(0L, -1L, "fortnight", Instant.MAX, "gone");

        var refusal = catchThrowableOfType(FailureException.class, () -> SubscriptionRules.subscription(9, wrong, NOW));

        assertThat(((Failure.Invalid) refusal.failure()).violations())
                .extracting(Violation::field)
                .containsExactly("userId", "trafficLimitBytes", "resetPeriod", "status", "expiresAt");
    }

    @Test
    void whose_it_is_can_not_change() {
        var ofAnother = new SubscriptionTerms(43L, null, null, null, "active");

        assertThat(catchThrowableOfType(
                        FailureException.class,
                        () -> SubscriptionRules.changed(subscription(FUTURE, "active"), ofAnother, false, NOW)))
                .hasMessageContaining("userId");
    }

    private static Subscription subscription(Instant expiresAt, String status) {
        return SubscriptionRules.subscription(9, new SubscriptionTerms(42L, null, null, expiresAt, status), NOW);
    }
}
