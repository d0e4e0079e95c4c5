package io.nodecore.control.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.outbox.OutboxRelay;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gauges and health of the outbox. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxMonitorSettings.class)
public class OutboxMonitorConfiguration {

    private static final double NANOS_PER_SECOND = 1e9;

    @Bean
    OutboxMonitor outboxMonitor(OutboxRelay relay, OutboxMonitorSettings settings, MeterRegistry meters) {
        var monitor = new OutboxMonitor(relay::backlog, settings);
        Gauge.builder("nodecore.outbox.rows", monitor, OutboxMonitor::rows)
                .description("Records of committed decisions that wait for their publication")
                .register(meters);
        Gauge.builder(
                        "nodecore.outbox.oldest.age",
                        monitor,
                        it -> it.oldestAge().toNanos() / NANOS_PER_SECOND)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(meters);
        return monitor;
    }

    /** Down while Postgres does not answer, or decisions are not published. */
    @Bean
    HealthIndicator outboxHealthIndicator(OutboxMonitor monitor) {
        return () -> {
            @Nullable String trouble = monitor.trouble();
            return (trouble == null ? Health.up() : Health.down().withDetail("trouble", trouble))
                    .withDetail("rows", monitor.rows())
                    .withDetail("oldestAgeSeconds", monitor.oldestAge().toSeconds())
                    .build();
        };
    }
}
