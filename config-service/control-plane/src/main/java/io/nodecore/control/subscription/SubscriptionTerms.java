package io.nodecore.control.subscription;

import io.nodecore.control.fact.Subscription;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The properties of a subscription that an admin sets; also the body of its routes.
 *
 * @param userId the user of the subscription; can't change
 * @param trafficLimitBytes bytes up and down together per reset period; null or 0 = unlimited
 * @param resetPeriod none (also if absent), day, week, month
 * @param expiresAt ISO-8601; null = never
 * @param status active (also if absent), limited, expired, disabled; an active one is stored as limited while its limit is reached, and as
 *     expired when it is overdue
 */
public record SubscriptionTerms(
        @Nullable Long userId,

        @JsonDeserialize(using = WholeNumberReader.class) @Nullable
        Long trafficLimitBytes,

        @Nullable String resetPeriod,
        @JsonDeserialize(using = TimeReader.class) @Nullable Instant expiresAt,
        @Nullable String status) {

    static SubscriptionTerms of(Subscription subscription) {
        return new SubscriptionTerms(
                subscription.userId(),
                subscription.trafficLimitBytes(),
                subscription.resetPeriod().name().toLowerCase(Locale.ROOT),
                subscription.expiresAt(),
                subscription.status().name().toLowerCase(Locale.ROOT));
    }
}
