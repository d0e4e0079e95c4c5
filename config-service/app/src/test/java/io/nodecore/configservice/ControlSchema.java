package io.nodecore.configservice;

import com.zaxxer.hikari.HikariDataSource;
import io.nodecore.control.ControlFactTables;
import io.nodecore.control.change.ChangeRebuild;
import io.nodecore.control.rebuild.ControlRebuild;
import io.nodecore.control.status.NodeStatusProjection;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.operations.correction.CorrectionRebuild;
import io.nodecore.operations.deadletter.redrive.RedriveRebuild;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The control plane's tables in a schema of any name, without the public views: a shadow beside the live ones. */
public record ControlSchema(PostgresAddress address, String name, DataSource dataSource) {

    public static ControlSchema migrate(PostgresAddress address, String name) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(address.url());
        dataSource.setUsername(address.user());
        dataSource.setPassword(address.password());
        dataSource.setSchema(name);
        dataSource.setMaximumPoolSize(2);
        dataSource.setMinimumIdle(0);
        Flyway.configure()
                .dataSource(dataSource)
                .defaultSchema(name)
                .schemas(name)
                .locations("classpath:db/projection", "classpath:db/replay", "classpath:db/control")
                .load()
                .migrate();
        return new ControlSchema(address, name, dataSource);
    }

    /** A connection is a session of its own, and ends when it is closed. */
    public DataSource unpooled() {
        var unpooled = new DriverManagerDataSource(address.url(), address.user(), address.password());
        var properties = new Properties();
        properties.setProperty("currentSchema", name);
        unpooled.setConnectionProperties(properties);
        return unpooled;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public ControlRebuild rebuild(String bootstrapServers) {
        ControlFactTables tables = ControlFactTables.on(jdbc());
        return new ControlRebuild(
                dataSource,
                KafkaSettings.of(bootstrapServers),
                List.of(new NodeStatusProjection()),
                tables,
                tables.consequences()::content,
                List.of(new ChangeRebuild(), new CorrectionRebuild(), new RedriveRebuild()));
    }
}
