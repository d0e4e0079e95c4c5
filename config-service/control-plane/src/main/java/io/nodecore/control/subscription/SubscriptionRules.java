package io.nodecore.control.subscription;

import io.nodecore.admin.failure.Violations;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.Subscription.ResetPeriod;
import io.nodecore.control.fact.Subscription.Status;
import io.nodecore.control.quota.QuotaRules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules of subscriptions, and how time changes them. */
public final class SubscriptionRules {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private SubscriptionRules() {}

    /** @throws io.nodecore.admin.failure.FailureException naming every invalid term */
    public static Subscription subscription(long id, SubscriptionTerms terms, Instant now) {
        var violations = new Violations();
        long userId = violations.number("userId", terms.userId(), 1, Long.MAX_VALUE);
        Long limit = terms.trafficLimitBytes();
        if (limit != null) {
            violations.number("trafficLimitBytes", limit, 0, Long.MAX_VALUE);
        }
        boolean isUnlimited = limit == null || limit == 0;
        ResetPeriod reset =
                oneOf("resetPeriod", terms.resetPeriod(), ResetPeriod.NONE, ResetPeriod.values(), violations);
        Status status = oneOf("status", terms.status(), Status.ACTIVE, Status.values(), violations);
        Instant expiresAt = terms.expiresAt();
        if (expiresAt != null && (expiresAt.isBefore(EARLIEST) || expiresAt.isAfter(LATEST))) {
            violations.add("expiresAt", "must be from " + EARLIEST + " to " + LATEST);
        }
        violations.refuseIfAny();
        return at(
                now,
                new Subscription(
                        id,
                        userId,
                        status,
                        isUnlimited ? null : limit,
                        reset,
                        expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS),
                        QuotaRules.first(reset, now)));
    }

    /**
     * The terms after a change. A new expiry in the future reactivates an expired subscription, and a new limit or reset period a limited
     * one, unless the change itself contains a status. The user can't change.
     */
    public static Subscription changed(Subscription before, SubscriptionTerms terms, boolean statusGiven, Instant now) {
        Subscription wanted = subscription(before.id(), terms, now);
        Subscription after = wanted.with(QuotaRules.changed(before, wanted, now));
        if (after.userId() != before.userId()) {
            throw Violations.refuse("userId", "can't change, the subscription belongs to user " + before.userId());
        }
        boolean wakes = switch (before.status()) {
            case EXPIRED -> !Objects.equals(before.expiresAt(), after.expiresAt());
            case LIMITED -> !QuotaRules.isSame(before, after);
            case ACTIVE, DISABLED -> false;
        };
        return at(now, wakes && !statusGiven ? after.with(Status.ACTIVE) : after);
    }

    /** An overdue subscription is expired; an active one whose limit is reached in this period is limited. */
    public static Subscription at(Instant now, Subscription subscription) {
        if (isOver(subscription, now)) {
            return subscription.with(Status.EXPIRED);
        }
        return subscription.status() == Status.ACTIVE && QuotaRules.isReached(subscription, now)
                ? subscription.with(Status.LIMITED)
                : subscription;
    }

    private static boolean isOver(Subscription subscription, Instant now) {
        return (subscription.status() == Status.ACTIVE || subscription.status() == Status.LIMITED)
                && subscription.expiresAt() != null
                && !now.isBefore(subscription.expiresAt());
    }

    private static <E extends Enum<E>> E oneOf(
            String field, @Nullable String word, E absent, E[] values, Violations violations) {
        if (word == null) {
            return absent;
        }
        for (E value : values) {
            if (value.name().equalsIgnoreCase(word)) {
                return value;
            }
        }
        List<String> words = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        violations.add(field, "must be one of " + String.join(", ", words) + ", got '" + word + "'");
        return absent;
    }
}
