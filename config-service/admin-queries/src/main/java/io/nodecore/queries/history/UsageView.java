package io.nodecore.queries.history;

import io.nodecore.admin.failure.Violations;
import io.nodecore.admin.postgres.BoundedReads;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.PublicView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Sums of usage from the views of usage-aggregator, within the limits of {@link UsageQuerySettings}. */
final class UsageView {

    private final BoundedReads reads;
    private final PublicView view;

    UsageView(JdbcClient jdbc, TransactionOperations transactions, UsageQuerySettings settings) {
        this.reads = new BoundedReads(jdbc, transactions, settings.timeout(), settings.concurrent(), "usage");
        this.view = new PublicView(jdbc, "node_usage_hours");
    }

    /** @throws io.nodecore.admin.failure.FailureException if there are more points than one answer may have, or if the database is too slow for the query */
    List<UsagePoint> points(UsageQuery query) {
        if (!view.exists()) {
            return List.of();
        }
        List<UsagePoint> points = reads.read(jdbc -> jdbc.sql(UsageSql.of(query))
                .params(parameters(query))
                .query((row, _) -> point(query, row))
                .list());
        if (query.top() == 0 && points.size() > UsageQuery.MOST_POINTS) {
            throw Violations.refuse(
                    "step",
                    "gives more than " + UsageQuery.MOST_POINTS + " points, choose a longer one or a shorter range");
        }
        return points;
    }

    static Map<String, Object> parameters(UsageQuery query) {
        Map<String, Object> parameters = new HashMap<>();
        query.ids().forEach((part, id) -> parameters.put(part.word(), id));
        parameters.put("from", PostgresTime.utc(query.from()));
        parameters.put("fromHour", PostgresTime.utc(query.from().truncatedTo(ChronoUnit.HOURS)));
        parameters.put("to", PostgresTime.utc(query.to()));
        parameters.put("fromDay", LocalDate.ofInstant(query.from(), ZoneOffset.UTC));
        parameters.put("toDay", LocalDate.ofInstant(query.to(), ZoneOffset.UTC));
        parameters.put("limit", query.top() > 0 ? query.top() : UsageQuery.MOST_POINTS + 1);
        return parameters;
    }

    private static UsagePoint point(UsageQuery query, ResultSet row) throws SQLException {
        return new UsagePoint(
                query.top() > 0 ? query.from() : PostgresTime.instant(row, "time"),
                id(query, row, UsagePart.NODE),
                id(query, row, UsagePart.PROTOCOL),
                id(query, row, UsagePart.USER),
                id(query, row, UsagePart.SUBSCRIPTION),
                row.getBigDecimal("up").toBigIntegerExact(),
                row.getBigDecimal("down").toBigIntegerExact());
    }

    private static @Nullable Long id(UsageQuery query, ResultSet row, UsagePart part) throws SQLException {
        return query.by().contains(part) ? row.getLong(part.column()) : null;
    }
}
