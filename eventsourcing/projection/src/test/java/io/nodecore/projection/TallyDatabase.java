package io.nodecore.projection;

import io.nodecore.embedded.PostgresAddress;
import io.nodecore.testkit.RowTexts;
import io.nodecore.testkit.SharedServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own with the tables of {@link TallyProjection} and the positions. */
public final class TallyDatabase {

    private final PostgresAddress address = SharedServers.postgres().newDatabase();
    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();

    private @Nullable Connection connection;

    public TallyDatabase() {
        dataSource.setUrl(address.url());
        dataSource.setUser(address.user());
        dataSource.setPassword(address.password());
        execute(migration("V0_1__projection_positions.sql"));
        execute(migration("V10__conservation.sql"));
        execute(migration("V22__refused_facts.sql"));
        execute(migration("V23__projection_errors.sql"));
        execute(TallyProjection.TABLES);
    }

    PostgresAddress address() {
        return address;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public void execute(String sql) {
        try (var statement = connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Rows with their columns joined by a space. */
    public List<String> query(String sql) {
        try {
            return RowTexts.of(connection(), sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** One for all of a test's own statements: to connect costs more than they do. */
    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = dataSource.getConnection();
        }
        return connection;
    }

    static String migration(String name) {
        try (var file = TallyDatabase.class.getResourceAsStream("/db/projection/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
