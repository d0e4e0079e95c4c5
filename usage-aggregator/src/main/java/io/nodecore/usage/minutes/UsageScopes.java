package io.nodecore.usage.minutes;

import io.nodecore.replay.Rows;
import io.nodecore.replay.order.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Which rows a replay of a part may change. A part that starts at a time starts with the UTC day of that time, so that each hour and each
 * day is either completely in it or not at all.
 */
final class UsageScopes {

    private UsageScopes() {}

    static Rows minutes(Scope scope) {
        return byTime("minute", scope);
    }

    static Rows hours(Scope scope) {
        return byTime("hour", scope);
    }

    static Rows days(Scope scope) {
        return byTime("day", scope);
    }

    /** An hour of a node with usage of one user is computed again from all facts, including those of other users. */
    static Rows nodeHours(Scope scope) {
        return scope instanceof Scope.OfUser(long userId)
                ? new Rows.Where(
                        ("(node_id, hour) in (select node_id, hour from {live}.usage_hours where user_id = %1$d"
                                        + " union select node_id, hour from {replayed}.usage_hours where user_id = %1$d)")
                                .formatted(userId))
                : hours(scope);
    }

    /** The totals of all subscriptions that have minutes in the part: they are computed again from all facts. */
    static Rows subscriptions(Scope scope) {
        return minutes(scope) instanceof Rows.Where(String condition)
                ? new Rows.Where(("subscription_id in (select subscription_id from {live}.usage_minutes where %1$s"
                                + " union select subscription_id from {replayed}.usage_minutes where %1$s)")
                        .formatted(condition))
                : minutes(scope);
    }

    private static Rows byTime(String column, Scope scope) {
        return switch (scope) {
            case Scope.Everything _ -> Rows.ALL;
            case Scope.OfNode(long nodeId) -> new Rows.Where("node_id = " + nodeId);
            case Scope.OfUser(long userId) -> new Rows.Where("user_id = " + userId);
            case Scope.Since(Instant from) ->
                new Rows.Where(column + " >= '" + LocalDate.ofInstant(from, ZoneOffset.UTC)
                        + (column.equals("day") ? "'" : " 00:00:00+00'"));
            case Scope.FromOffset _ -> Rows.NONE;
        };
    }
}
