package io.nodecore.queries.overview;

import io.nodecore.admin.postgres.BoundedReads;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.PublicView;
import io.nodecore.admin.shared.SharedReading;
import io.nodecore.control.quota.NearLimits;
import io.nodecore.queries.overview.Overview.Bytes;
import io.nodecore.queries.overview.Overview.SubscriptionCounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The totals of the overview that read many rows. Each is read less often than the overview: the traffic of today every 5 s, counts every
 * 10 s, and the days before today, which only late reports and corrections change, every minute.
 */
final class TotalsView {

    /** A count of dead letters ends here. */
    static final int MOST_COUNTED = 10_001;

    private static final Duration OF_TODAY = Duration.ofSeconds(5);
    private static final Duration OF_COUNTS = Duration.ofSeconds(10);
    private static final Duration OF_PAST_DAYS = Duration.ofMinutes(1);

    /** @param deadLettersWaiting at most {@link #MOST_COUNTED} */
    record Counts(SubscriptionCounts subscriptions, long deadLettersWaiting) {}

    /** The traffic of today, and with it that of the days before. */
    record TrafficOfDays(Bytes today, Bytes last7Days, Bytes last30Days) {}

    /**
     * @param six the 6 days before today
     * @param twentyNine the 29 days before today
     */
    private record PastDays(Instant today, Bytes six, Bytes twentyNine) {}

    private static final String HOURS = """
            select coalesce(sum(bytes_up), 0) as up, coalesce(sum(bytes_down), 0) as down
            from public.node_usage_hours where hour >= :from and hour < :to
            """;

    private final BoundedReads reads;
    private final PublicView usage;
    private final PublicView notifiedLimits;
    private final InstantSource clock;
    private final SharedReading<Bytes> today;
    private final SharedReading<PastDays> pastDays;
    private final SharedReading<Counts> counts;

    TotalsView(BoundedReads reads, JdbcClient jdbc, InstantSource clock) {
        this.reads = reads;
        this.usage = new PublicView(jdbc, "node_usage_hours");
        this.notifiedLimits = new PublicView(jdbc, NearLimits.VIEW);
        this.clock = clock;
        this.today = new SharedReading<>(
                OF_TODAY, () -> bytes(startOfToday(), startOfToday().plus(1, ChronoUnit.DAYS)));
        this.pastDays = new SharedReading<>(OF_PAST_DAYS, () -> readPastDays(startOfToday()));
        this.counts = new SharedReading<>(OF_COUNTS, this::readCounts);
    }

    TrafficOfDays traffic() {
        Bytes ofToday = today.get();
        PastDays past = pastDays.get();
        if (!past.today().equals(startOfToday())) {
            // Read before midnight.
            past = readPastDays(startOfToday());
        }
        return new TrafficOfDays(ofToday, ofToday.plus(past.six()), ofToday.plus(past.twentyNine()));
    }

    Counts counts() {
        return counts.get();
    }

    private Instant startOfToday() {
        return clock.instant().truncatedTo(ChronoUnit.DAYS);
    }

    private PastDays readPastDays(Instant midnight) {
        Bytes six = bytes(midnight.minus(6, ChronoUnit.DAYS), midnight);
        Bytes before = bytes(midnight.minus(29, ChronoUnit.DAYS), midnight.minus(6, ChronoUnit.DAYS));
        return new PastDays(midnight, six, six.plus(before));
    }

    private Bytes bytes(Instant from, Instant to) {
        if (!usage.exists()) {
            return Bytes.NONE;
        }
        return reads.read(jdbc -> jdbc.sql(HOURS)
                .param("from", PostgresTime.utc(from))
                .param("to", PostgresTime.utc(to))
                .query((row, _) -> new Bytes(whole(row, "up"), whole(row, "down")))
                .single());
    }

    private static BigInteger whole(ResultSet row, String column) throws SQLException {
        BigDecimal sum = row.getBigDecimal(column);
        return sum.toBigIntegerExact();
    }

    private Counts readCounts() {
        Map<String, Long> byStatus = new HashMap<>();
        return reads.read(jdbc -> {
            jdbc.sql("select status, count(*) from subscriptions group by status")
                    .query(row -> {
                        byStatus.put(row.getString(1), row.getLong(2));
                    });
            long nearLimit = notifiedLimits.exists()
                    ? jdbc.sql("select count(*) from subscriptions s join " + NearLimits.JOINED
                                    + " where s.status = 'active'")
                            .params(NearLimits.parameters(clock.instant()))
                            .query(Long.class)
                            .single()
                    : 0;
            long waiting =
                    jdbc.sql("""
                            select count(*) from (
                                select 1 from dead_letters d
                                where not exists (select 1 from redrives r where r.letter_id = d.id) limit :most) waiting
                            """).param("most", MOST_COUNTED).query(Long.class).single();
            var subscriptions = new SubscriptionCounts(
                    byStatus.getOrDefault("active", 0L),
                    byStatus.getOrDefault("limited", 0L),
                    byStatus.getOrDefault("expired", 0L),
                    byStatus.getOrDefault("disabled", 0L),
                    nearLimit);
            return new Counts(subscriptions, waiting);
        });
    }
}
