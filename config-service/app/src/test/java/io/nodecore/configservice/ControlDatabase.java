package io.nodecore.configservice;

import com.zaxxer.hikari.HikariDataSource;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.testkit.SharedServers;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A fresh database with the control plane's tables. */
public record ControlDatabase(DataSource dataSource, JdbcClient jdbc) {

    public static ControlDatabase create() {
        PostgresAddress address = SharedServers.postgres().newDatabase();
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(address.url());
        dataSource.setUsername(address.user());
        dataSource.setPassword(address.password());
        dataSource.setSchema("control");
        dataSource.setMaximumPoolSize(8);
        dataSource.setMinimumIdle(0);
        Flyway.configure()
                .dataSource(dataSource)
                .defaultSchema("control")
                .schemas("control")
                .locations(
                        "classpath:db/projection",
                        "classpath:db/replay",
                        "classpath:db/control",
                        "classpath:db/control-public")
                .load()
                .migrate();
        return new ControlDatabase(dataSource, JdbcClient.create(dataSource));
    }
}
