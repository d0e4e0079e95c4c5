package io.nodecore.enrichment.userips;

import io.nodecore.enrichment.userips.UserIpsFold.Seen;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/** SQL of {@code user_ips}. */
final class UserIpsTable {

    /** Keeps the earliest and the latest time; the order in which rows arrive does not matter. Writes only rows that change. */
    private static final String UPSERT = """
            insert into user_ips (user_id, ip, first_seen_at, last_seen_at)
            select * from unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[])
            on conflict (user_id, ip) do update
            set first_seen_at = least(user_ips.first_seen_at, excluded.first_seen_at),
                last_seen_at = greatest(user_ips.last_seen_at, excluded.last_seen_at)
            where user_ips.first_seen_at > excluded.first_seen_at
               or user_ips.last_seen_at < excluded.last_seen_at
            """;

    private UserIpsTable() {}

    static void upsert(Connection connection, SortedMap<UserIp, Seen> rows) throws SQLException {
        Long[] userIds = new Long[rows.size()];
        String[] ips = new String[rows.size()];
        String[] first = new String[rows.size()];
        String[] last = new String[rows.size()];
        int i = 0;
        for (Map.Entry<UserIp, Seen> row : rows.entrySet()) {
            userIds[i] = row.getKey().userId();
            ips[i] = row.getKey().ip();
            first[i] = Instant.ofEpochMilli(row.getValue().firstMs()).toString();
            last[i] = Instant.ofEpochMilli(row.getValue().lastMs()).toString();
            i++;
        }
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setArray(1, connection.createArrayOf("bigint", userIds));
            upsert.setArray(2, connection.createArrayOf("text", ips));
            upsert.setArray(3, connection.createArrayOf("timestamptz", first));
            upsert.setArray(4, connection.createArrayOf("timestamptz", last));
            upsert.executeUpdate();
        }
    }
}
