package io.nodecore.control.fact;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of a user: its limit, period, expiry and status.
 *
 * @param trafficLimitBytes bytes up and down together per reset period, or null for unlimited
 * @param expiresAt when it expires, or null for never
 * @param quota the state of its limit
 */
public record Subscription(
        long id,
        long userId,
        Status status,
        @Nullable Long trafficLimitBytes,
        ResetPeriod resetPeriod,
        @Nullable Instant expiresAt,
        Quota quota) {

    /** Configs contain the links of active subscriptions only. */
    public enum Status {
        ACTIVE,
        /** Its traffic limit is reached. */
        LIMITED,
        EXPIRED,
        DISABLED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How often the traffic counted against the limit starts again. */
    public enum ResetPeriod {
        NONE,
        DAY,
        WEEK,
        MONTH;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Subscription with(Status newStatus) {
        return new Subscription(id, userId, newStatus, trafficLimitBytes, resetPeriod, expiresAt, quota);
    }

    public Subscription with(Quota newQuota) {
        return new Subscription(id, userId, status, trafficLimitBytes, resetPeriod, expiresAt, newQuota);
    }
}
