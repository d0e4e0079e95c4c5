package io.nodecore.queries.fleet;

import io.nodecore.admin.postgres.BoundedReads;
import io.nodecore.admin.redis.RedisReads;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Wires the fleet. */
@Configuration(proxyBeanMethods = false)
public class FleetConfiguration {

    /** A reading takes milliseconds; all requests share it, so it needs one connection. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Bean
    FleetView fleetView(
            JdbcClient jdbc,
            TransactionOperations transactions,
            RedisReads redis,
            JsonMapper json,
            InstantSource clock) {
        var reads = new BoundedReads(jdbc, transactions, TIMEOUT, 1, "control");
        return new FleetView(reads, new LiveFigures(redis, json), clock);
    }

    @Bean
    FleetHttp fleetHttp(FleetView view) {
        return new FleetHttp(view);
    }
}
