package io.nodecore.enrichment.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.enrichment.infos.InfosRebuild;
import io.nodecore.enrichment.providers.OnProviderConfigured;
import io.nodecore.enrichment.providers.ProviderClient;
import io.nodecore.enrichment.providers.ProviderSettings;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.outbox.OutboxRelay;
import io.nodecore.outbox.OutboxSettings;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the relay of the facts and, if a provider is configured, the jobs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({JobSettings.class, OutboxSettings.class})
public class JobsConfiguration {

    @Bean
    OutboxRelay outboxRelay(DataSource dataSource, KafkaSettings kafka, OutboxSettings settings) {
        return new OutboxRelay(dataSource, kafka, settings);
    }

    @Bean
    InfosRebuild infosRebuild(JdbcClient jdbc, PlatformTransactionManager manager, KafkaSettings kafka) {
        return new InfosRebuild(jdbc, new TransactionTemplate(manager), kafka);
    }

    @Bean
    @Conditional(OnProviderConfigured.class)
    JobsTimer jobsTimer(
            ProviderClient provider,
            JobSettings settings,
            JdbcTemplate jdbcTemplate,
            JdbcClient jdbc,
            PlatformTransactionManager manager,
            InstantSource clock,
            MeterRegistry meters) {
        var run = new JobRun(provider, settings, jdbc, new TransactionTemplate(manager), clock, meters);
        var locks = new KeepAliveLockProvider(
                new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                        .withJdbcTemplate(jdbcTemplate)
                        .usingDbTime()
                        .build()),
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("enrichment-lock").daemon().factory()));
        return new JobsTimer(run, settings, locks, clock, provider::close);
    }

    /** Always up: the service is ready even if addresses can't be looked up. */
    @Bean
    HealthIndicator enrichmentHealthIndicator(ProviderSettings settings, ObjectProvider<JobsTimer> jobs) {
        return () -> {
            Health.Builder health = Health.up().withDetail("provider", settings.provider());
            jobs.ifAvailable(timer -> health.withDetail("lastTurn", String.valueOf(timer.lastTurn()))
                    .withDetail("trouble", String.valueOf(timer.trouble())));
            return health.build();
        };
    }
}
