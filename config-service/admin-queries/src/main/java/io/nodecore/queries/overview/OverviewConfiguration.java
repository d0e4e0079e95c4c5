package io.nodecore.queries.overview;

import io.nodecore.admin.postgres.BoundedReads;
import io.nodecore.control.outbox.OutboxMonitor;
import io.nodecore.operations.progress.PipelineView;
import io.nodecore.queries.fleet.FleetView;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Wires the overview. */
@Configuration(proxyBeanMethods = false)
public class OverviewConfiguration {

    /** All requests share a reading, so it needs one connection. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Bean
    OverviewView overviewView(
            JdbcClient jdbc,
            TransactionOperations transactions,
            FleetView fleet,
            PipelineView pipeline,
            OutboxMonitor outbox,
            InstantSource clock) {
        var reads = new BoundedReads(jdbc, transactions, TIMEOUT, 1, "control");
        return new OverviewView(fleet, new TotalsView(reads, jdbc, clock), pipeline, outbox);
    }

    @Bean
    OverviewHttp overviewHttp(OverviewView view) {
        return new OverviewHttp(view);
    }
}
