package io.nodecore.queries.history;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
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
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Sums of usage from the views of usage-aggregator, within the limits of {@link UsageQuerySettings}. */
final class UsageView {

    private static final String CANCELLED_BY_TIMEOUT = "57014";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final UsageQuerySettings settings;
    private final Semaphore running;
    private final PublicView view;

    UsageView(JdbcClient jdbc, TransactionOperations transactions, UsageQuerySettings settings) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.running = new Semaphore(settings.concurrent(), true);
        this.view = new PublicView(jdbc, "node_usage_hours");
    }

    /** @throws FailureException if there are more points than one answer may have, or if the database is too slow for the query */
    List<UsagePoint> points(UsageQuery query) {
        if (!view.exists()) {
            return List.of();
        }
        List<UsagePoint> points = withinLimits(query);
        if (query.top() == 0 && points.size() > UsageQuery.MOST_POINTS) {
            throw Violations.refuse(
                    "step",
                    "gives more than " + UsageQuery.MOST_POINTS + " points, choose a longer one or a shorter range");
        }
        return points;
    }

    private List<UsagePoint> withinLimits(UsageQuery query) {
        acquire();
        try {
            return Objects.requireNonNull(transactions.execute(_ -> {
                jdbc.sql("select set_config('statement_timeout', :timeout, true), set_config('jit', 'off', true)")
                        .param("timeout", settings.timeout().toMillis() + "ms")
                        .query()
                        .singleRow();
                return jdbc.sql(UsageSql.of(query))
                        .params(parameters(query))
                        .query((row, _) -> point(query, row))
                        .list();
            }));
        } catch (DataAccessException e) {
            throw NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                            && CANCELLED_BY_TIMEOUT.equals(sql.getSQLState())
                    ? new FailureException(new Failure.Unavailable("usage"))
                    : e;
        } finally {
            running.release();
        }
    }

    private void acquire() {
        try {
            if (running.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new FailureException(new Failure.Unavailable("usage"));
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
