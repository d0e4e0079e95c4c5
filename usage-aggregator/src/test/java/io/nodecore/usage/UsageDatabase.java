package io.nodecore.usage;

import io.nodecore.embedded.PostgresAddress;
import io.nodecore.testkit.RowTexts;
import io.nodecore.testkit.SharedServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own with the service's schema, migrated as in production. */
public final class UsageDatabase {

    private final PostgresAddress address;
    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private @Nullable Connection warm;

    public UsageDatabase() {
        this(SharedServers.postgres().newDatabase(), "usage", true);
    }

    private UsageDatabase(PostgresAddress address, String schema, boolean withViews) {
        this.address = address;
        dataSource.setUrl(address.url());
        dataSource.setUser(address.user());
        dataSource.setPassword(address.password());
        dataSource.setCurrentSchema(schema);
        List<String> locations =
                new ArrayList<>(List.of("classpath:db/projection", "classpath:db/replay", "classpath:db/usage"));
        if (withViews) {
            locations.add("classpath:db/usage-public");
        }
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(schema)
                .defaultSchema(schema)
                .locations(locations.toArray(String[]::new))
                .load()
                .migrate();
    }

    /** A fresh schema beside the live one, without public views. */
    public UsageDatabase shadow() {
        return new UsageDatabase(address, "shadow", false);
    }

    public PostgresAddress address() {
        return address;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** What happens inside one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    public <T> T commit(Work<T> work) {
        return transact(work, true);
    }

    /** A process that dies just before its commit. */
    public <T> void crash(Work<T> work) {
        transact(work, false);
    }

    /** All on one connection: its plans and catalogue stay warm, as in a pool. */
    private <T> T transact(Work<T> work, boolean commit) {
        try {
            if (warm == null) {
                warm = dataSource.getConnection();
                warm.setAutoCommit(false);
            }
            try {
                T result = work.run(warm);
                if (commit) {
                    warm.commit();
                }
                return result;
            } finally {
                warm.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends every session of this database, but for the one that does it. */
    public void breakConnections() {
        query("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    public void execute(String sql) {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Rows with their columns joined by a space; times in UTC. */
    public List<String> query(String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
            return RowTexts.of(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
