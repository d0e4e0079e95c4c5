package io.nodecore.queries.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.admin.failure.FailureException;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.queries.history.UsageQuery.Step;
import io.nodecore.testkit.SharedServers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Queries of usage on the tables of usage-aggregator with many rows in them: their answers, and the indexes that they use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsageViewIT {

    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
    private static final UsageQuerySettings SETTINGS = new UsageQuerySettings(Duration.ofSeconds(60), 2);

    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);

    /** 20 nodes with 50 users each: 3 hours of minutes, and the hours of 8 and the days of 100 days. */
    @BeforeAll
    void seed() {
        PostgresAddress address = SharedServers.postgres().newDatabase();
        dataSource.setUrl(address.url());
        dataSource.setUser(address.user());
        dataSource.setPassword(address.password());
        dataSource.setCurrentSchema("usage");
        Flyway.configure()
                .dataSource(dataSource)
                .schemas("usage")
                .locations(
                        "filesystem:../../eventsourcing/projection/src/main/resources/db/projection",
                        "filesystem:../../eventsourcing/replay/src/main/resources/db/replay",
                        "filesystem:../../usage-aggregator/src/main/resources/db/usage",
                        "filesystem:../../usage-aggregator/src/main/resources/db/usage-public")
                .load()
                .migrate();
        execute("""
                create temporary view keys as
                select 1 + i / 50 as node, 1 + i as usr, case when i % 7 = 0 then 0 else 1 + i / 2 end as sub,
                       1 + 2 * (i / 50) + i % 2 as proto
                from generate_series(0, 999) i;
                insert into usage_minutes
                select minute, node, usr, sub, proto, 1 + extract(epoch from minute)::bigint / 60 % 1000, usr
                from keys, generate_series(timestamptz '2026-11-20 22:00Z', '2026-11-21 00:59Z', interval '1 minute') minute;
                insert into usage_hours
                select date_trunc('hour', minute, 'UTC'), node_id, user_id, subscription_id, node_protocol_id,
                       sum(bytes_up), sum(bytes_down)
                from usage_minutes group by 1, 2, 3, 4, 5;
                insert into usage_days
                select (hour at time zone 'UTC')::date, node_id, user_id, subscription_id, node_protocol_id,
                       sum(bytes_up), sum(bytes_down)
                from usage_hours group by 1, 2, 3, 4, 5;
                insert into usage_hours
                select hour, node, usr, sub, proto, 1, 1
                from keys, generate_series(timestamptz '2026-11-10 00:00Z', '2026-11-17 23:00Z', interval '1 hour') hour;
                insert into usage_days
                select day, node, usr, sub, proto, 1, 1
                from keys, generate_series(timestamp '2026-08-01', '2026-11-08', interval '1 day') day;
                insert into node_usage_hours select node_id, hour, sum(bytes_up), sum(bytes_down) from usage_hours group by 1, 2;
                analyze
                """);
    }

    @Test
    void every_step_filter_and_split_gives_the_sums_of_the_minutes() {
        var random = new Random(20_261_128);
        Instant from = DAY.plus(Duration.ofHours(22));
        for (int i = 0; i < 150; i++) {
            UsageQuery query = new UsageQuery(
                    someIds(random),
                    random.nextBoolean() ? DAY : from,
                    DAY.plus(Duration.ofHours(48)),
                    Step.values()[random.nextInt(3)],
                    someParts(random),
                    0);
            assertThat(texts(view(SETTINGS).points(query)))
                    .as("%s (seed 20261128, case %d)", query, i)
                    .isEqualTo(fromMinutes(query));
        }
    }

    @Test
    void the_largest_parts_come_first() {
        var query = new UsageQuery(
                Map.of(UsagePart.NODE, 20L), DAY, DAY.plus(Duration.ofDays(2)), Step.DAY, List.of(UsagePart.USER), 3);
        assertThat(view(SETTINGS).points(query))
                .extracting(UsagePoint::userId, UsagePoint::time)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1000L, DAY),
                        org.assertj.core.groups.Tuple.tuple(999L, DAY),
                        org.assertj.core.groups.Tuple.tuple(998L, DAY));
    }

    @Test
    void every_query_of_a_user_a_subscription_or_a_node_uses_an_index() {
        Instant end = Instant.parse("2026-11-21T01:00:00Z");
        Map<Step, Instant> starts = Map.of(
                Step.MINUTE, end.minus(Duration.ofHours(3)),
                Step.HOUR, end.minus(Duration.ofDays(30)),
                Step.DAY, Instant.parse("2026-08-01T00:00:00Z"));
        List<List<UsagePart>> splits = List.of(
                List.of(),
                List.of(UsagePart.NODE),
                List.of(UsagePart.PROTOCOL),
                List.of(UsagePart.USER),
                List.of(UsagePart.SUBSCRIPTION, UsagePart.NODE));
        for (UsagePart part : List.of(UsagePart.USER, UsagePart.SUBSCRIPTION, UsagePart.NODE)) {
            for (Step step : Step.values()) {
                for (List<UsagePart> by : splits) {
                    for (int top : by.isEmpty() ? List.of(0) : List.of(0, 20)) {
                        assertIndexed(
                                new UsageQuery(Map.of(part, 7L), starts.getOrDefault(step, DAY), end, step, by, top));
                        assertIndexed(new UsageQuery(
                                Map.of(part, 7L, UsagePart.PROTOCOL, 2L),
                                starts.getOrDefault(step, DAY),
                                end,
                                step,
                                by,
                                top));
                    }
                }
            }
        }
    }

    @Test
    void a_short_range_of_all_usage_uses_an_index() {
        Instant end = DAY.plus(Duration.ofDays(1));
        assertIndexed(new UsageQuery(
                Map.of(), end.minus(Duration.ofMinutes(5)), end, Step.MINUTE, List.of(UsagePart.USER), 20));
        assertIndexed(
                new UsageQuery(Map.of(), end.minus(Duration.ofHours(2)), end, Step.HOUR, List.of(UsagePart.USER), 20));
        assertIndexed(
                new UsageQuery(Map.of(), end.minus(Duration.ofDays(2)), end, Step.DAY, List.of(UsagePart.USER), 20));
    }

    @Test
    void a_query_that_takes_too_long_is_ended_and_answered_as_unavailable() throws SQLException {
        var query =
                new UsageQuery(Map.of(UsagePart.USER, 7L), DAY, DAY.plus(Duration.ofDays(1)), Step.HOUR, List.of(), 0);
        UsageView view = view(new UsageQuerySettings(Duration.ofMillis(200), 1));
        assertThat(view.points(query)).isNotEmpty();
        try (var other = dataSource.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table usage_hours in access exclusive mode");
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> view.points(query))
                        .isInstanceOfSatisfying(
                                FailureException.class,
                                refusal ->
                                        assertThat(refusal.failure().reason()).isEqualTo("usage-unavailable"));
            }
            other.rollback();
        }
        assertThat(view.points(query)).isNotEmpty();
    }

    private UsageView view(UsageQuerySettings settings) {
        return new UsageView(jdbc, new TransactionTemplate(new JdbcTransactionManager(dataSource)), settings);
    }

    private void assertIndexed(UsageQuery query) {
        String sql = UsageSql.of(query);
        String plan = String.join(
                "\n",
                jdbc.sql("explain (costs off) " + sql)
                        .params(UsageView.parameters(query))
                        .query(String.class)
                        .list());
        assertThat(plan)
                .as("%s%n%s%n%s", query, sql, plan)
                .contains("Index")
                .doesNotContainPattern("Seq Scan on (usage_(minutes|hours|days)|node_usage)\\w*_(2026|hours)");
    }

    private static Map<UsagePart, Long> someIds(Random random) {
        Map<UsagePart, Long> ids = new EnumMap<>(UsagePart.class);
        long user = 1 + random.nextInt(1_000);
        if (random.nextInt(3) == 0) {
            ids.put(UsagePart.USER, user);
        }
        if (random.nextInt(4) == 0) {
            ids.put(UsagePart.SUBSCRIPTION, random.nextBoolean() ? 0 : 1 + (user - 1) / 2);
        }
        if (random.nextInt(3) == 0) {
            ids.put(UsagePart.NODE, 1 + (user - 1) / 50);
        }
        if (random.nextInt(6) == 0) {
            ids.put(UsagePart.PROTOCOL, 1 + 2 * ((user - 1) / 50));
        }
        return ids;
    }

    private static List<UsagePart> someParts(Random random) {
        List<UsagePart> parts = new ArrayList<>();
        for (UsagePart part : UsagePart.values()) {
            // Minutes of all users, one by one, are more points than an answer may have.
            if (part != UsagePart.USER && part != UsagePart.SUBSCRIPTION && random.nextInt(4) == 0) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** The answer out of the minutes alone, in the simplest way. */
    private List<String> fromMinutes(UsageQuery query) {
        String parts = query.by().stream().map(part -> ", " + part.column()).collect(Collectors.joining());
        String filters = query.ids().entrySet().stream()
                .map(id -> " and " + id.getKey().column() + " = " + id.getValue())
                .collect(Collectors.joining());
        List<String> rows = new ArrayList<>();
        jdbc.sql("""
                select concat_ws(' ', to_char(date_trunc('%1$s', minute, 'UTC') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')%2$s,
                                 sum(bytes_up), sum(bytes_down))
                from usage_minutes where minute >= '%3$s' and minute < '%4$s'%5$s
                group by date_trunc('%1$s', minute, 'UTC')%2$s order by date_trunc('%1$s', minute, 'UTC')%2$s
                """.formatted(query.step().word(), parts, query.from(), query.to(), filters))
                .query(row -> {
                    rows.add(row.getString(1));
                });
        return rows;
    }

    private static List<String> texts(List<UsagePoint> points) {
        return points.stream()
                .map(point -> point.time() + text(point.nodeId()) + text(point.nodeProtocolId()) + text(point.userId())
                        + text(point.subscriptionId()) + " " + point.bytesUp() + " " + point.bytesDown())
                .toList();
    }

    private static String text(@org.jspecify.annotations.Nullable Long id) {
        return id == null ? "" : " " + id;
    }

    private void execute(String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
