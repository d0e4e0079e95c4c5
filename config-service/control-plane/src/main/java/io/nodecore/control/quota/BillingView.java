package io.nodecore.control.quota;

import io.nodecore.admin.postgres.PublicView;
import io.nodecore.schemas.QuotaPeriod;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The usage that counts against the limits of subscriptions, from usage-aggregator; empty before its first start. */
public final class BillingView {

    /** @param period null for all usage so far */
    public record Span(long subscriptionId, @Nullable QuotaPeriod period) {}

    /** @param billedBytes rounded down, so that no limit seems reached that is not */
    public record Use(long bytesUp, long bytesDown, BigInteger billedBytes) {

        public static final Use NONE = new Use(0, 0, BigInteger.ZERO);
    }

    private final JdbcClient jdbc;
    private final PublicView view;

    public BillingView(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.view = new PublicView(jdbc, "subscription_billing");
    }

    /** Periods without usage are not in the result. */
    public Map<Span, Use> use(List<Span> spans) {
        Map<Span, Use> found = new HashMap<>();
        if (spans.isEmpty() || !view.exists()) {
            return found;
        }
        // Day infinity is the sum of all days.
        jdbc.sql("""
                select n, least(sum(b.bytes_up), 9223372036854775807), least(sum(b.bytes_down), 9223372036854775807),
                       sum(b.billed_bytes)
                from unnest(:ids, cast(:first as date[]), cast(:end as date[])) with ordinality
                     as asked (subscription_id, first_day, end_day, n)
                join public.subscription_billing b
                  on b.subscription_id = asked.subscription_id
                 and (b.day >= asked.first_day and b.day < asked.end_day
                      or b.day = 'infinity' and asked.first_day = 'infinity')
                group by n
                """)
                .param(
                        "ids",
                        new SqlArrayValue(
                                "bigint",
                                spans.stream().map(Span::subscriptionId).toArray()))
                .param("first", days(spans, QuotaPeriod::firstDay))
                .param("end", days(spans, QuotaPeriod::endDay))
                .query(row -> {
                    found.put(
                            spans.get(row.getInt(1) - 1),
                            new Use(row.getLong(2), row.getLong(3), whole(row.getBigDecimal(4))));
                });
        return found;
    }

    private static SqlArrayValue days(List<Span> spans, Function<QuotaPeriod, LocalDate> end) {
        Object[] days = new Object[spans.size()];
        for (int i = 0; i < days.length; i++) {
            QuotaPeriod period = spans.get(i).period();
            days[i] = period == null ? "infinity" : end.apply(period).toString();
        }
        return new SqlArrayValue("text", days);
    }

    private static BigInteger whole(BigDecimal billed) {
        return billed.setScale(0, RoundingMode.DOWN).toBigInteger();
    }
}
