package io.nodecore.enrichment.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.enrichment.EnrichmentSchema;
import io.nodecore.enrichment.providers.ProviderClient;
import io.nodecore.enrichment.providers.ProviderClients;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The age of information over several days of a clock that the test moves, with the default settings. */
class DailyRefreshIT {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofHours(24);

    private final DataSource dataSource =
            EnrichmentSchema.migrated(SharedServers.postgres().newDatabase());
    private final JdbcClient database = JdbcClient.create(dataSource);
    private final JobSettings settings = new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("nodecore.enrichment.jobs", JobSettings.class);

    private Instant now = START;

    private final InstantSource clock = () -> now;

    @Test
    void no_information_becomes_older_than_a_day_whenever_an_address_was_first_seen() throws Exception {
        var meters = new SimpleMeterRegistry();
        ProviderClient provider = ProviderClients.answering(database, clock, meters);
        var run = new JobRun(
                provider,
                settings,
                database,
                new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                clock,
                meters);
        int addresses = 0;
        for (; now.isBefore(START.plus(Duration.ofDays(4))); now = now.plus(STEP)) {
            // A new address at each step: some are looked up shortly before the job for all starts, some shortly after.
            seen("1.2." + addresses / 250 + "." + addresses % 250);
            addresses++;

            run.advance();

            assertThat(olderThan(now.minus(DAY)))
                    .as("addresses whose information is older than a day at %s", now)
                    .isEmpty();
        }
        assertThat(database.sql("select count(*) from enrichment.ip_infos")
                        .query(Integer.class)
                        .single())
                .as("all addresses have information")
                .isEqualTo(addresses);
    }

    private void seen(String ip) {
        database.sql("insert into enrichment.user_ips values (1, ?, ?, ?)")
                .params(ip, now.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<String> olderThan(Instant time) {
        return database.sql("select ip || ' ' || looked_up_at from enrichment.ip_infos where looked_up_at < ?")
                .param(time.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getString(1))
                .list();
    }
}
