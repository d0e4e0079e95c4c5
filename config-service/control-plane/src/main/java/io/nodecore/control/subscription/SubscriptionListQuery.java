package io.nodecore.control.subscription;

import io.nodecore.admin.list.ListCursor;
import io.nodecore.admin.list.ListParameters;
import io.nodecore.admin.list.ListQuery;
import io.nodecore.admin.list.ListSort;
import io.nodecore.admin.list.SortColumn;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.control.quota.NearLimits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions to list, and in which order.
 *
 * @param nearLimit only active ones whose usage has reached the warning share of the limit
 */
record SubscriptionListQuery(ListQuery query, ListCursor cursors, boolean nearLimit) {

    private static final List<String> STATUSES = List.of("active", "limited", "expired", "disabled");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final String NAME = "lower(u.name collate pg_c_utf8)";
    private static final String EXPIRY = "coalesce(s.expires_at, 'infinity'::timestamptz)";
    private static final SortColumn ID = SortColumn.id("s.id");
    private static final SortColumn EXPIRES_AT = new SortColumn("expiresAt", EXPIRY, "timestamptz");

    /** The parameters of a request, not validated yet. */
    record Asked(
            @Nullable Long userId,
            @Nullable String status,
            @Nullable String nearLimit,
            @Nullable Instant expiresBefore,
            @Nullable String q,
            @Nullable String sort,
            @Nullable String cursor) {}

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    static SubscriptionListQuery of(Asked asked, Instant now) {
        var parameters = new ListParameters();
        parameters.keep("userId", asked.userId());
        List<String> statuses = parameters.words("status", asked.status(), STATUSES);
        Boolean near = parameters.flag("nearLimit", asked.nearLimit());
        if (Boolean.FALSE.equals(near)) {
            parameters.refuse("nearLimit", "must be true, got 'false'");
        }
        Instant expiresBefore = asked.expiresBefore();
        parameters.keep("expiresBefore", expiresBefore);
        if (expiresBefore != null && (expiresBefore.isBefore(Instant.EPOCH) || expiresBefore.isAfter(LATEST))) {
            parameters.refuse("expiresBefore", "must be from " + Instant.EPOCH + " to " + LATEST);
        }
        String searched = parameters.text("q", asked.q());
        ListSort order = parameters.sort(
                asked.sort(), List.of(ID, EXPIRES_AT), ListSort.ascending(expiresBefore == null ? ID : EXPIRES_AT));
        parameters.refuseIfAny();
        ListCursor cursors = parameters.cursors("subscriptions", order);
        boolean nearLimit = near != null;
        ListQuery query = new ListQuery(
                nearLimit ? "subscriptions s join " + NearLimits.JOINED : "subscriptions s", "s.id", order);
        if (nearLimit) {
            NearLimits.parameters(now).forEach(query::parameter);
        }
        if (asked.userId() != null) {
            query.where("s.user_id = :user", "user", asked.userId());
        }
        if (expiresBefore != null) {
            query.where(EXPIRY + " < :before", "before", PostgresTime.utc(expiresBefore));
        }
        if (nearLimit) {
            query.where("s.status = 'active'");
        }
        if (expiresBefore != null && statuses.isEmpty()) {
            // As in the index, which has only these.
            query.where("s.status in ('active', 'limited')");
        }
        query.in("s.status", statuses)
                .search(searched, "s.user_id in (select u.id from users u where " + ListQuery.nameRange(NAME) + ")")
                .after(cursors.read(asked.cursor()));
        return new SubscriptionListQuery(query, cursors, nearLimit);
    }
}
