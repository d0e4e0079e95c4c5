package io.nodecore.control.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.control.fact.Quota;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.Subscription.Status;
import io.nodecore.control.subscription.SubscriptionRules;
import io.nodecore.control.subscription.SubscriptionTerms;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-11-24T00:00:00Z");

    @Test
    void a_limit_that_is_reached_cuts_until_the_next_period() {
        Subscription cut = reached(daily(100L), 1, TODAY, NOW).orElseThrow();
        assertThat(cut.status()).isEqualTo(Status.LIMITED);
        assertThat(cut.quota()).isEqualTo(new Quota(1, NOW, TODAY, TOMORROW));

        Subscription next = LimitRules.reset(cut, TOMORROW);
        assertThat(next.status()).isEqualTo(Status.ACTIVE);
        assertThat(next.quota().resetsAt()).isEqualTo(TOMORROW.plusSeconds(86_400));
    }

    @Test
    void what_is_told_of_a_quota_that_was_changed_meanwhile_does_not_cut() {
        Subscription raised = changed(daily(100L), 200L, "day", "active");

        assertThat(reached(raised, 1, TODAY, NOW)).isEmpty();
        assertThat(reached(raised, 2, TODAY, NOW)).isPresent();
    }

    @Test
    void what_is_told_of_a_period_that_is_over_does_not_cut() {
        assertThat(reached(daily(100L), 1, TODAY, TOMORROW)).isEmpty();
    }

    @Test
    void what_is_told_a_second_time_changes_nothing() {
        Subscription cut = reached(daily(100L), 1, TODAY, NOW).orElseThrow();

        assertThat(reached(cut, 1, TODAY, NOW)).isEmpty();
    }

    @Test
    void a_period_that_has_begun_by_another_clock_already_is_not_forgotten_when_it_begins_here() {
        Subscription cut =
                reached(daily(100L), 1, TOMORROW, TOMORROW.minusMillis(5)).orElseThrow();
        assertThat(cut.status()).isEqualTo(Status.LIMITED);

        assertThat(LimitRules.reset(cut, TOMORROW).status()).isEqualTo(Status.LIMITED);
        assertThat(LimitRules.reset(cut, TOMORROW.plusSeconds(86_400)).status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void a_higher_limit_puts_it_back_and_a_lower_one_does_not() {
        Subscription cut = reached(daily(100L), 1, TODAY, NOW).orElseThrow();

        assertThat(changed(cut, 101L, "day", "limited").status()).isEqualTo(Status.ACTIVE);
        assertThat(changed(cut, null, "day", "limited").status()).isEqualTo(Status.ACTIVE);
        assertThat(changed(cut, 99L, "day", "limited").status()).isEqualTo(Status.LIMITED);
        assertThat(changed(cut, 99L, "day", "limited").quota().epoch()).isEqualTo(2);
        // The day's limit says nothing about the month's use; its counter will tell.
        assertThat(changed(cut, 100L, "month", "limited").status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void a_change_of_something_else_leaves_the_quota_as_it_is() {
        Subscription cut = reached(daily(100L), 1, TODAY, NOW).orElseThrow();

        Subscription later = SubscriptionRules.changed(
                cut, new SubscriptionTerms(42L, 100L, "day", TOMORROW, "limited"), false, NOW.plusSeconds(5));

        assertThat(later.status()).isEqualTo(Status.LIMITED);
        assertThat(later.quota()).isEqualTo(cut.quota());
    }

    @Test
    void saying_active_does_not_lift_a_limit_that_is_reached() {
        Subscription cut = reached(daily(100L), 1, TODAY, NOW).orElseThrow();

        assertThat(SubscriptionRules.changed(cut, new SubscriptionTerms(42L, 100L, "day", null, "active"), true, NOW)
                        .status())
                .isEqualTo(Status.LIMITED);
    }

    @Test
    void a_disabled_one_stays_disabled_and_is_limited_when_it_is_put_back() {
        Subscription disabled = daily(100L).with(Status.DISABLED);
        Subscription told = reached(disabled, 1, TODAY, NOW).orElseThrow();
        assertThat(told.status()).isEqualTo(Status.DISABLED);

        var active = new SubscriptionTerms(42L, 100L, "day", null, "active");
        assertThat(SubscriptionRules.changed(told, active, true, NOW).status()).isEqualTo(Status.LIMITED);
        assertThat(SubscriptionRules.changed(told, active, true, TOMORROW).status())
                .isEqualTo(Status.ACTIVE);
    }

    @Test
    void a_limited_one_expires_too() {
        Subscription cut = reached(daily(100L), 1, TODAY, NOW).orElseThrow();
        var over = new SubscriptionTerms(42L, 100L, "day", NOW, "limited");

        assertThat(SubscriptionRules.changed(cut, over, false, NOW).status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void one_that_is_never_reset_stays_limited_until_its_limit_changes() {
        Subscription never = subscription(100L, "none");
        assertThat(never.quota().resetsAt()).isNull();

        Subscription cut = reached(never, 1, null, NOW).orElseThrow();
        assertThat(cut.status()).isEqualTo(Status.LIMITED);
        assertThat(SubscriptionRules.at(NOW.plusSeconds(1_000_000_000), cut.with(Status.ACTIVE))
                        .status())
                .isEqualTo(Status.LIMITED);
        assertThat(changed(cut, 101L, "none", "limited").status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void a_limit_that_a_correction_lifted_begins_a_new_epoch_and_serves_again() {
        Subscription cut = reached(daily(100L), 1, TODAY, NOW).orElseThrow();

        Subscription lifted = lifted(cut, 1, TODAY, NOW.plusSeconds(5)).orElseThrow();
        assertThat(lifted.status()).isEqualTo(Status.ACTIVE);
        assertThat(lifted.quota()).isEqualTo(new Quota(2, NOW.plusSeconds(5), null, TOMORROW));
        // Told late or again: it is about the epoch before.
        assertThat(lifted(lifted, 1, TODAY, NOW)).isEmpty();
        assertThat(reached(lifted, 1, TODAY, NOW)).isEmpty();
        assertThat(reached(lifted, 2, TODAY, NOW)).isPresent();
    }

    @Test
    void what_was_lifted_of_another_period_or_of_a_disabled_one_serves_nobody() {
        Subscription cut = reached(daily(100L), 1, TODAY, NOW).orElseThrow();
        assertThat(lifted(cut, 1, TODAY.minusSeconds(86_400), NOW)).isEmpty();
        assertThat(lifted(daily(100L), 1, TODAY, NOW)).isEmpty();

        Subscription disabled =
                reached(daily(100L).with(Status.DISABLED), 1, TODAY, NOW).orElseThrow();
        assertThat(lifted(disabled, 1, TODAY, NOW).orElseThrow().status()).isEqualTo(Status.DISABLED);
    }

    private static Optional<Subscription> lifted(
            Subscription subscription, long epoch, @Nullable Instant periodStart, Instant now) {
        return LimitRules.lifted(subscription, new LimitLifted(9, epoch, periodStart), now);
    }

    private static Optional<Subscription> reached(
            Subscription subscription, long epoch, @Nullable Instant periodStart, Instant now) {
        return LimitRules.reached(subscription, new LimitReached(9, epoch, periodStart), now);
    }

    private static Subscription changed(Subscription before, @Nullable Long limit, String resetPeriod, String status) {
        return SubscriptionRules.changed(
                before, new SubscriptionTerms(42L, limit, resetPeriod, null, status), false, NOW);
    }

    private static Subscription daily(long limit) {
        return subscription(limit, "day");
    }

    private static Subscription subscription(long limit, String resetPeriod) {
        return SubscriptionRules.subscription(9, new SubscriptionTerms(42L, limit, resetPeriod, null, null), NOW);
    }
}
