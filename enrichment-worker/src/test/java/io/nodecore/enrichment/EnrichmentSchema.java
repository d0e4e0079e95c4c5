package io.nodecore.enrichment;

import io.nodecore.embedded.PostgresAddress;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The schema of the worker, for tests that do not start the worker. */
public final class EnrichmentSchema {

    private static final String NAME = "enrichment";

    private EnrichmentSchema() {}

    /** Applies the same migrations as the worker, which continues from there. */
    public static DataSource migrated(PostgresAddress postgres) {
        var database = new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password());
        database.setSchema(NAME);
        Flyway.configure()
                .dataSource(postgres.url(), postgres.user(), postgres.password())
                .schemas(NAME)
                .locations("classpath:db/projection", "classpath:db/replay", "classpath:db/enrichment")
                .outOfOrder(true)
                .load()
                .migrate();
        return database;
    }
}
