package io.nodecore.enrichment.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.enrichment.infos.InfosRebuild;
import io.nodecore.enrichment.providers.Provider;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.outbox.OutboxRelay;
import io.nodecore.outbox.OutboxSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The jobs, where there is somebody to ask, and the relay of their facts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({JobSettings.class, OutboxSettings.class})
public class JobsConfiguration {

    /** The timer, or nothing. */
    record Jobs(List<JobsTimer> timers) {}

    @Bean
    OutboxRelay outboxRelay(DataSource dataSource, KafkaSettings kafka, OutboxSettings settings) {
        return new OutboxRelay(dataSource, kafka, settings);
    }

    @Bean
    InfosRebuild infosRebuild(JdbcClient jdbc, PlatformTransactionManager manager, KafkaSettings kafka) {
        return new InfosRebuild(jdbc, new TransactionTemplate(manager), kafka);
    }

    /** Whether or not somebody is asked now: what is known is shown. */
    @Bean
    SmartLifecycle infosRebuildAtStart(InfosRebuild rebuild) {
        return new AtStart(rebuild::whenEmpty);
    }

    @Bean
    Jobs jobs(
            Provider provider,
            JobSettings settings,
            InfosRebuild rebuild,
            JdbcTemplate jdbcTemplate,
            JdbcClient jdbc,
            PlatformTransactionManager manager,
            InstantSource clock,
            MeterRegistry meters) {
        return switch (provider) {
            case Provider.Nobody _ -> new Jobs(List.of());
            case Provider.Somebody somebody -> {
                var run = new JobRun(
                        somebody.asking(), settings, rebuild, jdbc, new TransactionTemplate(manager), clock, meters);
                var locks = new KeepAliveLockProvider(
                        new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                                .withJdbcTemplate(jdbcTemplate)
                                .usingDbTime()
                                .build()),
                        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
                                .name("enrichment-lock")
                                .daemon()
                                .factory()));
                yield new Jobs(List.of(new JobsTimer(run, settings, locks, clock, provider::close)));
            }
        };
    }

    @Bean
    SmartLifecycle jobsTimer(Jobs jobs) {
        return jobs.timers().isEmpty() ? new AtStart(() -> {}) : jobs.timers().getFirst();
    }

    /** A detail: an address without a country is no reason to call the service unready. */
    @Bean
    HealthIndicator enrichmentHealthIndicator(Provider provider, Jobs jobs) {
        return () -> {
            Health.Builder health = Health.up();
            switch (provider) {
                case Provider.Nobody _ -> health.withDetail("provider", "none");
                case Provider.Somebody somebody ->
                    health.withDetail("provider", somebody.asking().provider());
            }
            for (JobsTimer timer : jobs.timers()) {
                health.withDetail("lastTurn", String.valueOf(timer.lastTurn()));
                health.withDetail("trouble", String.valueOf(timer.trouble()));
            }
            return health.build();
        };
    }
}
