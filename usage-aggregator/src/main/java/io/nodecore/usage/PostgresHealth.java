package io.nodecore.usage;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Down if Postgres does not answer a new connection in time: it is unavailable, it hangs, or its packets are dropped.
 *
 * <p>The connection is not from the pool: the pooled ones may all wait for an answer, up to their socket timeout.
 */
final class PostgresHealth implements HealthIndicator {

    private final String url;
    private final Properties properties = new Properties();

    PostgresHealth(JdbcConnectionDetails postgres, Duration answersWithin) {
        this.url = postgres.getJdbcUrl();
        String seconds = Long.toString(answersWithin.toSeconds());
        set("user", postgres.getUsername());
        set("password", postgres.getPassword());
        set("connectTimeout", seconds);
        set("socketTimeout", seconds);
        set("ApplicationName", "usage-aggregator-health");
    }

    private void set(String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    @Override
    public Health health() {
        try (var connection = DriverManager.getConnection(url, properties);
                var statement = connection.createStatement()) {
            statement.execute("select 1");
            return Health.up().build();
        } catch (SQLException e) {
            return Health.down()
                    .withDetail("cause", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
