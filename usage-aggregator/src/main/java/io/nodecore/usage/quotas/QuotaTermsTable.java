package io.nodecore.usage.quotas;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SQL of {@code subscription_terms}: the quotas that config-service has decided. */
final class QuotaTermsTable {

    private static final String STORE = """
            insert into subscription_terms as held
                (subscription_id, user_id, quota_epoch, since_ms, traffic_limit_bytes, reset_period)
            select subscription_id, user_id, quota_epoch, since_ms, traffic_limit_bytes, reset_period
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
                 as given (subscription_id, user_id, quota_epoch, since_ms, traffic_limit_bytes, reset_period)
            order by subscription_id
            on conflict (subscription_id)
            do update set user_id = excluded.user_id, quota_epoch = excluded.quota_epoch, since_ms = excluded.since_ms,
                          traffic_limit_bytes = excluded.traffic_limit_bytes, reset_period = excluded.reset_period
                where held.quota_epoch < excluded.quota_epoch
            """;

    private QuotaTermsTable() {}

    /** Returns the terms that are newer than the stored ones. */
    static List<QuotaTerms> newer(Connection connection, Collection<QuotaTerms> given) throws SQLException {
        Map<Long, Long> known = new HashMap<>();
        try (var statement = connection.prepareStatement(
                "select subscription_id, quota_epoch from subscription_terms where subscription_id = any (?)")) {
            statement.setObject(
                    1, given.stream().mapToLong(QuotaTerms::subscriptionId).toArray());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    known.put(row.getLong(1), row.getLong(2));
                }
            }
        }
        return given.stream()
                .filter(terms -> terms.quotaEpoch() > known.getOrDefault(terms.subscriptionId(), 0L))
                .toList();
    }

    /** Terms that are older than the stored ones change nothing. */
    static void store(Connection connection, List<QuotaTerms> newer) throws SQLException {
        try (var statement = connection.prepareStatement(STORE)) {
            set(statement, 1, newer.stream().map(QuotaTerms::subscriptionId).toArray());
            set(statement, 2, newer.stream().map(QuotaTerms::userId).toArray());
            set(statement, 3, newer.stream().map(QuotaTerms::quotaEpoch).toArray());
            set(statement, 4, newer.stream().map(QuotaTerms::sinceMs).toArray());
            set(statement, 5, newer.stream().map(QuotaTerms::trafficLimitBytes).toArray());
            statement.setArray(
                    6,
                    connection.createArrayOf(
                            "text", newer.stream().map(QuotaTerms::resetPeriod).toArray()));
            statement.executeUpdate();
        }
    }

    static void remove(Connection connection, Collection<Long> subscriptionIds) throws SQLException {
        try (var statement =
                connection.prepareStatement("delete from subscription_terms where subscription_id = any (?)")) {
            set(statement, 1, subscriptionIds.toArray());
            statement.executeUpdate();
        }
    }

    /** The terms of those of the subscriptions that have a limit. */
    static List<QuotaTerms> limited(Connection connection, Collection<Long> subscriptionIds) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select subscription_id, user_id, quota_epoch, since_ms, traffic_limit_bytes, reset_period
                from subscription_terms
                where subscription_id = any (?) and traffic_limit_bytes is not null
                """)) {
            set(statement, 1, subscriptionIds.toArray());
            List<QuotaTerms> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new QuotaTerms(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getString(6)));
                }
            }
            return found;
        }
    }

    private static void set(PreparedStatement statement, int index, Object[] numbers) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("bigint", numbers));
    }
}
