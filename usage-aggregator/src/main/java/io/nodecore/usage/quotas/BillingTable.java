package io.nodecore.usage.quotas;

import io.nodecore.schemas.QuotaPeriod;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SQL of {@code subscription_billing}: a row for each UTC day of arrival, and one for all days together.
 *
 * <p>Rows know no terms: whatever limit and reset period hold when, the same facts give the same rows.
 */
final class BillingTable {

    private static final String ALL_DAYS = "infinity";

    private static final String ADD = """
            insert into subscription_billing as held (subscription_id, day, bytes_up, bytes_down, billed_bytes)
            select subscription_id, day, bytes_up, bytes_down, billed_bytes
            from unnest(?::bigint[], ?::date[], ?::bigint[], ?::bigint[], ?::numeric[])
                 as added (subscription_id, day, bytes_up, bytes_down, billed_bytes)
            on conflict (subscription_id, day)
            do update set bytes_up = held.bytes_up + excluded.bytes_up, bytes_down = held.bytes_down + excluded.bytes_down,
                          billed_bytes = held.billed_bytes + excluded.billed_bytes
            """;

    private static final String USE = """
            select n::integer, sum(d.bytes_up), sum(d.bytes_down), sum(d.billed_bytes)
            from unnest(?::bigint[], ?::date[], ?::date[]) with ordinality as asked (subscription_id, first_day, end_day, n)
            join subscription_billing d
              on d.subscription_id = asked.subscription_id and d.day >= asked.first_day and d.day < asked.end_day
            where asked.first_day <> 'infinity'
            group by n
            union all
            select n::integer, d.bytes_up, d.bytes_down, d.billed_bytes
            from unnest(?::bigint[], ?::date[], ?::date[]) with ordinality as asked (subscription_id, first_day, end_day, n)
            join subscription_billing d on d.subscription_id = asked.subscription_id and d.day = 'infinity'
            where asked.first_day = 'infinity'
            """;

    private BillingTable() {}

    /** The transaction holds the locks of these subscriptions' rows in {@code subscription_traffic}, or nobody else writes. */
    static void add(Connection connection, SortedMap<BilledDay, Billed> gains) throws SQLException {
        SortedMap<Long, Billed> ofAllDays = new TreeMap<>();
        gains.forEach((key, gain) -> ofAllDays.merge(key.subscriptionId(), gain, Billed::plus));
        int rows = gains.size() + ofAllDays.size();
        long[] subscriptions = new long[rows];
        String[] days = new String[rows];
        long[] bytesUp = new long[rows];
        long[] bytesDown = new long[rows];
        BigDecimal[] billed = new BigDecimal[rows];
        int row = 0;
        for (Map.Entry<BilledDay, Billed> gain : gains.entrySet()) {
            subscriptions[row] = gain.getKey().subscriptionId();
            days[row] = gain.getKey().day().toString();
            bytesUp[row] = gain.getValue().bytesUp();
            bytesDown[row] = gain.getValue().bytesDown();
            billed[row++] = gain.getValue().billedBytes();
        }
        for (Map.Entry<Long, Billed> gain : ofAllDays.entrySet()) {
            subscriptions[row] = gain.getKey();
            days[row] = ALL_DAYS;
            bytesUp[row] = gain.getValue().bytesUp();
            bytesDown[row] = gain.getValue().bytesDown();
            billed[row++] = gain.getValue().billedBytes();
        }
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setObject(1, subscriptions);
            statement.setObject(2, days);
            statement.setObject(3, bytesUp);
            statement.setObject(4, bytesDown);
            statement.setArray(5, connection.createArrayOf("numeric", billed));
            statement.executeUpdate();
        }
    }

    /** The use of each period; periods without any are not in the answer. */
    static Map<PeriodKey, PeriodUse> use(Connection connection, Collection<PeriodKey> periods) throws SQLException {
        List<PeriodKey> asked = List.copyOf(periods);
        long[] subscriptions =
                asked.stream().mapToLong(PeriodKey::subscriptionId).toArray();
        String[] firstDays = new String[asked.size()];
        String[] endDays = new String[asked.size()];
        for (int i = 0; i < asked.size(); i++) {
            QuotaPeriod period = asked.get(i).period();
            firstDays[i] = day(period == null ? null : period.firstDay());
            endDays[i] = day(period == null ? null : period.endDay());
        }
        try (var statement = connection.prepareStatement(USE)) {
            for (int half = 0; half < 2; half++) {
                statement.setObject(half * 3 + 1, subscriptions);
                statement.setObject(half * 3 + 2, firstDays);
                statement.setObject(half * 3 + 3, endDays);
            }
            Map<PeriodKey, PeriodUse> use = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    use.put(
                            asked.get(row.getInt(1) - 1),
                            new PeriodUse(row.getLong(2), row.getLong(3), row.getBigDecimal(4)));
                }
            }
            return use;
        }
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? ALL_DAYS : day.toString();
    }
}
