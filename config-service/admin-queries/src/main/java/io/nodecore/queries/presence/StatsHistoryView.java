package io.nodecore.queries.presence;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.PublicView;
import io.nodecore.admin.redis.RedisReads;
import io.nodecore.queries.presence.StatsPoint.Spread;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The history of a node: 2 s and 1 min points from the sorted sets that presence-service keeps in Redis, hours from
 * {@code public.node_stats_hours}.
 */
final class StatsHistoryView {

    private final RedisReads redis;
    private final JdbcClient jdbc;
    private final PublicView hours;
    private final JsonMapper json;

    StatsHistoryView(RedisReads redis, JdbcClient jdbc, JsonMapper json) {
        this.redis = redis;
        this.jdbc = jdbc;
        this.hours = new PublicView(jdbc, "node_stats_hours");
        this.json = json;
    }

    /** In the order of time. */
    List<StatsPoint> points(long nodeId, StatsHistoryQuery query) {
        return switch (query.step()) {
            case FINE -> fromRedis("node:" + nodeId + ":stats:history", query);
            case MINUTE -> fromRedis("node:" + nodeId + ":stats:history:minutes", query);
            case HOUR -> fromPostgres(nodeId, query);
        };
    }

    private List<StatsPoint> fromRedis(String key, StatsHistoryQuery query) {
        Range<Long> times = Range.from(
                Range.Boundary.including(query.from().toEpochMilli()),
                Range.Boundary.excluding(query.to().toEpochMilli()));
        return redis
                .commands()
                .zrangebyscoreWithScores(key, times, Limit.create(0, StatsHistoryQuery.MOST_POINTS))
                .stream()
                .map(this::point)
                .toList();
    }

    private StatsPoint point(ScoredValue<String> slot) {
        JsonNode point = json.readTree(slot.getValue());
        JsonNode xray = point.path("xray");
        return new StatsPoint(
                Instant.ofEpochMilli((long) slot.getScore()),
                point.path("n").asLong(1),
                spread(point.path("cpu")),
                spread(point.path("ram")),
                spread(point.path("disk")),
                spread(point.path("rx")),
                spread(point.path("tx")),
                xray.isBoolean() ? (xray.booleanValue() ? 1 : 0) : xray.asDouble(0));
    }

    private static @Nullable Spread spread(JsonNode figure) {
        if (figure.isNumber()) {
            return new Spread(figure.doubleValue(), figure.doubleValue(), figure.doubleValue());
        }
        return figure.isArray() && figure.size() == 3
                ? new Spread(
                        figure.get(0).doubleValue(),
                        figure.get(1).doubleValue(),
                        figure.get(2).doubleValue())
                : null;
    }

    private List<StatsPoint> fromPostgres(long nodeId, StatsHistoryQuery query) {
        if (!hours.exists()) {
            return List.of();
        }
        return jdbc.sql("""
                select * from public.node_stats_hours
                where node_id = ? and hour >= ? and hour < ?
                order by hour limit ?
                """)
                .params(
                        nodeId,
                        PostgresTime.utc(query.from()),
                        PostgresTime.utc(query.to()),
                        StatsHistoryQuery.MOST_POINTS)
                .query((row, n) -> hour(row))
                .list();
    }

    private static StatsPoint hour(ResultSet row) throws SQLException {
        long reports = row.getLong("reports");
        return new StatsPoint(
                PostgresTime.instant(row, "hour"),
                reports,
                spread(row, "cpu"),
                spread(row, "ram"),
                spread(row, "disk"),
                spread(row, "rx"),
                spread(row, "tx"),
                (double) row.getLong("xray_running") / reports);
    }

    private static @Nullable Spread spread(ResultSet row, String figure) throws SQLException {
        BigDecimal min = row.getBigDecimal(figure + "_min");
        return min == null
                ? null
                : new Spread(
                        min.doubleValue(),
                        row.getBigDecimal(figure + "_mean").doubleValue(),
                        row.getBigDecimal(figure + "_max").doubleValue());
    }
}
