package io.nodecore.bench.sharing;

import io.nodecore.bench.run.CoreRun;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.SplittableRandom;

/**
 * Rows of enrichment-worker's tables from a seed. A tenth was last seen in the last hour, a third in the last day, nine tenths in the
 * last week.
 */
final class SeenAddresses implements AutoCloseable {

    private static final int ROWS_A_STATEMENT = 10_000;
    private static final int IPV6_EVERY = 10;
    private static final int NETWORKS = 2_000;
    private static final int COUNTRIES = 60;
    private static final int MINUTES_OF_HOUR = 60;
    private static final int MINUTES_OF_DAY = 24 * 60;

    private static final String SEE = """
            insert into enrichment.user_ips (user_id, ip, first_seen_at, last_seen_at)
            select user_id, ip, now() - interval '60 days', now() - age * interval '1 second'
            from unnest(?::bigint[], ?::text[], ?::bigint[]) as seen (user_id, ip, age)
            on conflict do nothing
            """;

    private static final String KNOW = """
            insert into enrichment.ip_infos (ip, provider, looked_up_at, country, asn, info)
            select ip, 'bench', now(), country, asn, jsonb_build_object('asn', asn, 'country', country)
            from unnest(?::text[], ?::text[], ?::bigint[]) as known (ip, country, asn)
            """;

    private final SharingOptions options;
    private final Connection connection;
    private final SplittableRandom random;

    SeenAddresses(CoreRun run, SharingOptions options) throws SQLException {
        this.options = options;
        this.connection = DriverManager.getConnection(
                run.addresses().postgresUrl(),
                run.addresses().postgresUser(),
                run.addresses().postgresPassword());
        this.random = new SplittableRandom(options.seed());
    }

    /** Returns the number of rows. */
    long see() throws SQLException {
        long rows = (long) options.users() * options.addressesOfUser();
        for (long from = 0; from < rows; from += ROWS_A_STATEMENT) {
            int count = (int) Math.min(ROWS_A_STATEMENT, rows - from);
            long[] users = new long[count];
            String[] addresses = new String[count];
            long[] ages = new long[count];
            for (int i = 0; i < count; i++) {
                users[i] = 1 + (from + i) / options.addressesOfUser();
                addresses[i] = address(random.nextInt(options.pool()));
                ages[i] = ageSeconds();
            }
            insert(SEE, users, addresses, ages);
        }
        settle("enrichment.user_ips");
        return count("enrichment.user_ips");
    }

    /** Inserts information about all addresses; returns their number. */
    long know() throws SQLException {
        for (int from = 0; from < options.pool(); from += ROWS_A_STATEMENT) {
            int count = Math.min(ROWS_A_STATEMENT, options.pool() - from);
            String[] addresses = new String[count];
            String[] countries = new String[count];
            long[] networks = new long[count];
            for (int i = 0; i < count; i++) {
                addresses[i] = address(from + i);
                long network = random.nextInt(NETWORKS);
                networks[i] = 64_500 + network;
                countries[i] = "C" + network % COUNTRIES;
            }
            insert(KNOW, addresses, countries, networks);
        }
        settle("enrichment.ip_infos");
        return count("enrichment.ip_infos");
    }

    private long ageSeconds() {
        int part = random.nextInt(30);
        int minutes = part < 3
                ? MINUTES_OF_HOUR
                : part < 10 ? MINUTES_OF_DAY : part < 27 ? 7 * MINUTES_OF_DAY : 30 * MINUTES_OF_DAY;
        return random.nextLong(minutes * 60L);
    }

    private static String address(int number) {
        return number % IPV6_EVERY == 0
                ? "2001:db8:%x:%x::%x".formatted(1 + number / 65_536, 1 + number % 65_535, 1 + number % 7)
                : "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255);
    }

    private void insert(String sql, Object... columns) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
                statement.setObject(i + 1, columns[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Runs what autovacuum would run later. */
    private void settle(String table) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("vacuum analyze " + table);
        }
    }

    private long count(String table) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
