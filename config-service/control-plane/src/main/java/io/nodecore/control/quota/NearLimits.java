package io.nodecore.control.quota;

import io.nodecore.schemas.QuotaPeriod;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Subscriptions for which usage-aggregator has published a warning in their current quota and period, as a part of SQL. The warning is at
 * 80 % of the limit.
 */
public final class NearLimits {

    /** The view of usage-aggregator that it reads. */
    public static final String VIEW = "notified_limits";

    /** To be joined to {@code subscriptions s}; one row at most for each. */
    public static final String JOINED = """
            public.notified_limits l on l.subscription_id = s.id and l.quota_epoch = s.quota_epoch
             and l.first_day in (cast('infinity' as date), cast(:ofDay as date), cast(:ofWeek as date), cast(:ofMonth as date))
             and l.first_day = case s.reset_period when 'day' then cast(:ofDay as date) when 'week' then cast(:ofWeek as date)
                                                   when 'month' then cast(:ofMonth as date) else 'infinity' end
            """;

    private NearLimits() {}

    /** The first days of the periods that contain this time. */
    public static Map<String, Object> parameters(Instant now) {
        Map<String, Object> days = new HashMap<>();
        days.put("ofDay", firstDay("day", now));
        days.put("ofWeek", firstDay("week", now));
        days.put("ofMonth", firstDay("month", now));
        return days;
    }

    private static String firstDay(String resetPeriod, Instant now) {
        QuotaPeriod period = QuotaPeriod.of(resetPeriod, now);
        if (period == null) {
            throw new IllegalArgumentException(resetPeriod + " has no period");
        }
        return period.firstDay().toString();
    }
}
