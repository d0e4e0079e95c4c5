package io.nodecore.operations.audit;

import io.nodecore.admin.Page;
import io.nodecore.admin.failure.Violations;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The counter to be explained.
 *
 * @param by the kind of time of {@code from} and {@code to}
 * @param nodeId null for all nodes
 * @param deep whether to read the whole journal
 */
record AuditQuery(
        long subscriptionId,
        By by,
        Instant from,
        Instant to,
        @Nullable Long nodeId,
        boolean deep,
        int limit,
        @Nullable AuditCursor cursor) {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The kind of time of a range. */
    enum By {
        /** Usage minutes, as in {@code usage_minutes}. */
        MINUTE(ChronoUnit.MINUTES),
        /** UTC days of arrival, as in {@code subscription_billing}. */
        ARRIVAL(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        By(ChronoUnit unit) {
            this.unit = unit;
        }
    }

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    static AuditQuery of(
            @Nullable Long subscriptionId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long nodeId,
            @Nullable String byWord,
            boolean deep,
            @Nullable Integer limit,
            @Nullable String cursor) {
        var violations = new Violations();
        long subscription = violations.number("subscriptionId", subscriptionId, 1, Long.MAX_VALUE);
        By by = byWord == null || byWord.equals("minute") ? By.MINUTE : By.ARRIVAL;
        if (by == By.ARRIVAL && !"arrival".equals(byWord)) {
            violations.add("by", "must be minute or arrival, got '" + byWord + "'");
        }
        Instant start = time("from", from, by, violations);
        Instant end = time("to", to, by, violations);
        if (!violations.any() && !start.isBefore(end)) {
            violations.add("from", "must be before to, got " + start + " and " + end);
        }
        if (nodeId != null) {
            violations.number("nodeId", nodeId, 1, Long.MAX_VALUE);
            if (by == By.ARRIVAL) {
                violations.add("nodeId", "is for by=minute alone: what is billed is not counted by node");
            }
        }
        violations.refuseIfAny();
        return new AuditQuery(subscription, by, start, end, nodeId, deep, Page.limit(limit), AuditCursor.parse(cursor));
    }

    boolean holds(long minute, long arrivedMinute, long ofSubscription) {
        long at = by == By.MINUTE ? minute : arrivedMinute;
        return ofSubscription == subscriptionId && at >= from.getEpochSecond() / 60 && at < to.getEpochSecond() / 60;
    }

    /** Number of reports on earlier pages. */
    int skipped() {
        return cursor == null ? 0 : cursor.skipped();
    }

    private static Instant time(String field, @Nullable Instant time, By by, Violations violations) {
        if (time == null) {
            violations.add(field, "is required");
            return EARLIEST;
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            violations.add(field, "must be from " + EARLIEST + " to " + LATEST);
        } else if (!time.truncatedTo(by.unit).equals(time)) {
            violations.add(field, "must be a whole " + (by == By.MINUTE ? "minute" : "UTC day") + ", got " + time);
        }
        return time;
    }
}
