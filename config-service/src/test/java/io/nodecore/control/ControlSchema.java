package io.nodecore.control;

import com.zaxxer.hikari.HikariDataSource;
import io.nodecore.control.rebuild.ControlRebuild;
import io.nodecore.control.status.NodeStatusProjection;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.journal.KafkaSettings;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The control plane's tables in a schema of any name, without the public views: a shadow beside the live ones. */
public record ControlSchema(DataSource dataSource) {

    public static ControlSchema migrate(PostgresAddress address, String schema) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(address.url());
        dataSource.setUsername(address.user());
        dataSource.setPassword(address.password());
        dataSource.setSchema(schema);
        dataSource.setMaximumPoolSize(2);
        dataSource.setMinimumIdle(0);
        Flyway.configure()
                .dataSource(dataSource)
                .defaultSchema(schema)
                .schemas(schema)
                .locations("classpath:db/projection", "classpath:db/control")
                .load()
                .migrate();
        return new ControlSchema(dataSource);
    }

    public ControlRebuild rebuild(String bootstrapServers) {
        ControlTables tables = ControlTables.on(JdbcClient.create(dataSource));
        return new ControlRebuild(
                dataSource,
                KafkaSettings.of(bootstrapServers),
                new NodeStatusProjection(),
                tables,
                tables.consequences()::content);
    }
}
