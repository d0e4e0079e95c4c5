package io.nodecore.queries.history;

import io.nodecore.queries.history.UsageQuery.Step;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The SQL of a usage query: on minutes, hours or days according to the step, and on the hours of whole nodes if the query names no user.
 *
 * <p>Minutes have one index, which starts with the time. A query of a user, subscription or node finds in the hours which minutes it must
 * look up. {@code offset 0} prevents the planner from replacing the look-ups by a scan. Pure.
 */
final class UsageSql {

    private static final String MINUTES_OF_HOURS = """
            (select %1$s from public.%2$s h where %3$s h.hour >= :fromHour and h.hour < :to offset 0) k
            cross join lateral generate_series(k.hour, k.hour + interval '59 minutes', interval '1 minute') as s (minute)
            cross join lateral (
                select * from public.usage_minutes m
                where m.minute = s.minute and m.minute >= :from and m.minute < :to and %4$s offset 0) u
            """;

    private static final Set<UsagePart> NODE_ONLY = EnumSet.of(UsagePart.NODE);

    private UsageSql() {}

    static String of(UsageQuery query) {
        String parts = query.by().stream().map(part -> "u." + part.column()).collect(Collectors.joining(", "));
        String sums = "sum(u.bytes_up) as up, sum(u.bytes_down) as down";
        String from = source(query);
        if (query.top() > 0) {
            return "select %1$s, %2$s from %3$s group by %1$s order by sum(u.bytes_up) + sum(u.bytes_down) desc, %1$s limit :limit"
                    .formatted(parts, sums, from);
        }
        String columns = parts.isEmpty() ? "" : ", " + parts;
        return "select %1$s as time%2$s, %3$s from %4$s group by 1%2$s order by 1%2$s limit :limit"
                .formatted(time(query), columns, sums, from);
    }

    private static String source(UsageQuery query) {
        Map<UsagePart, Long> ids = query.ids();
        if (query.step() != Step.MINUTE) {
            return "public." + table(query) + " u where " + conditions("u", ids.keySet()) + timeRange(query);
        }
        if (ids.containsKey(UsagePart.USER) || ids.containsKey(UsagePart.SUBSCRIPTION)) {
            return MINUTES_OF_HOURS.formatted(
                    "h.hour, h.node_id, h.user_id, h.subscription_id, h.node_protocol_id",
                    "usage_hours",
                    conditions("h", ids.keySet()),
                    "m.node_id = k.node_id and m.user_id = k.user_id and m.subscription_id = k.subscription_id"
                            + " and m.node_protocol_id = k.node_protocol_id");
        }
        if (ids.containsKey(UsagePart.NODE)) {
            return MINUTES_OF_HOURS.formatted(
                    "h.hour", "node_usage_hours", conditions("h", NODE_ONLY), conditions("m", ids.keySet()) + "true");
        }
        return "public.usage_minutes u where " + conditions("u", ids.keySet()) + timeRange(query);
    }

    private static String conditions(String table, Set<UsagePart> parts) {
        return parts.stream()
                .sorted()
                .map(part -> table + "." + part.column() + " = :" + part.word() + " and ")
                .collect(Collectors.joining());
    }

    private static boolean isOfWholeNodes(UsageQuery query) {
        return NODE_ONLY.containsAll(query.ids().keySet()) && NODE_ONLY.containsAll(query.by());
    }

    private static String table(UsageQuery query) {
        if (isOfWholeNodes(query)) {
            return "node_usage_hours";
        }
        return query.step() == Step.DAY ? "usage_days" : "usage_hours";
    }

    private static String timeRange(UsageQuery query) {
        return switch (query.step()) {
            case MINUTE -> "u.minute >= :from and u.minute < :to";
            case HOUR -> "u.hour >= :from and u.hour < :to";
            case DAY ->
                isOfWholeNodes(query)
                        ? "u.hour >= :from and u.hour < :to"
                        : "u.day >= cast(:fromDay as date) and u.day < cast(:toDay as date)";
        };
    }

    private static String time(UsageQuery query) {
        return switch (query.step()) {
            case MINUTE -> "u.minute";
            case HOUR -> "u.hour";
            case DAY ->
                isOfWholeNodes(query)
                        ? "date_trunc('day', u.hour, 'UTC')"
                        : "cast(u.day as timestamp) at time zone 'UTC'";
        };
    }
}
