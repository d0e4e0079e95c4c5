package io.nodecore.queries.history;

import io.nodecore.admin.failure.Violations;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.PublicView;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sums of {@code public.usage_minutes}. */
final class UsageView {

    /**
     * One step with usage in it.
     *
     * @param time its beginning
     */
    record UsagePoint(Instant time, BigInteger bytesUp, BigInteger bytesDown) {}

    private final JdbcClient jdbc;
    private final PublicView view;

    UsageView(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.view = new PublicView(jdbc, "usage_minutes");
    }

    /** @throws io.nodecore.admin.failure.FailureException when there are more points than one answer may have */
    List<UsagePoint> points(UsageQuery query) {
        List<UsagePoint> points = atMostOneTooMany(query);
        if (points.size() > UsageQuery.MOST_POINTS) {
            throw Violations.refuse(
                    "step",
                    "gives more than " + UsageQuery.MOST_POINTS + " points, choose a longer one or a shorter range");
        }
        return points;
    }

    private List<UsagePoint> atMostOneTooMany(UsageQuery query) {
        if (!view.exists()) {
            return List.of();
        }
        return jdbc.sql("""
                select date_trunc(:step, minute, 'UTC') as time, sum(bytes_up) as up, sum(bytes_down) as down
                from public.usage_minutes
                where minute >= :from and minute < :to
                  and (cast(:user as bigint) is null or user_id = :user)
                  and (cast(:subscription as bigint) is null or subscription_id = :subscription)
                  and (cast(:node as bigint) is null or node_id = :node)
                  and (cast(:protocol as bigint) is null or node_protocol_id = :protocol)
                group by 1 order by 1 limit :limit
                """)
                .param("limit", UsageQuery.MOST_POINTS + 1)
                .param("step", query.step().word())
                .param("from", PostgresTime.utc(query.from()))
                .param("to", PostgresTime.utc(query.to()))
                .param("user", query.userId())
                .param("subscription", query.subscriptionId())
                .param("node", query.nodeId())
                .param("protocol", query.nodeProtocolId())
                .query((row, n) -> new UsagePoint(
                        PostgresTime.instant(row, "time"),
                        row.getBigDecimal("up").toBigIntegerExact(),
                        row.getBigDecimal("down").toBigIntegerExact()))
                .list();
    }
}
