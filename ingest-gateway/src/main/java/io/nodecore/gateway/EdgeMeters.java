package io.nodecore.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nodecore.gateway.auth.FailedAttempts;
import io.nodecore.gateway.config.ConfigWatches;
import io.nodecore.gateway.config.NodeConfigCache;
import io.nodecore.gateway.connection.Connections;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.readiness.KafkaReadiness;

/** Gauges of the use of each limit of the gateway. */
record EdgeMeters(
        InFlightBudget budget,
        InFlightBudget unauthenticated,
        InFlightBudget answers,
        Connections connections,
        ConfigWatches watches,
        NodeConfigCache configs,
        FailedAttempts failedAttempts,
        ControlTables tables,
        KafkaReadiness readiness,
        LimitSettings limits)
        implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("nodecore.gateway.in.flight", budget, InFlightBudget::heldBytes)
                .description("bytes of reports between their first byte and their answer")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("nodecore.gateway.in.flight.limit", budget, InFlightBudget::limitBytes)
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("nodecore.gateway.unauthenticated", unauthenticated, InFlightBudget::heldBytes)
                .description("bytes of requests before their key is known")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("nodecore.gateway.unauthenticated.limit", unauthenticated, InFlightBudget::limitBytes)
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("nodecore.gateway.answers", answers, InFlightBudget::heldBytes)
                .description("bytes of configs on their way to nodes")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("nodecore.gateway.answers.limit", answers, InFlightBudget::limitBytes)
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("nodecore.gateway.connections", connections, Connections::open)
                .description("open connections of both transports")
                .register(registry);
        FunctionCounter.builder("nodecore.gateway.connections.closed", connections, Connections::closedByBound)
                .description("connections closed because of a bound on connections")
                .register(registry);
        Gauge.builder("nodecore.gateway.config.watches", watches, ConfigWatches::open)
                .description("open WatchConfig streams")
                .register(registry);
        Gauge.builder("nodecore.gateway.config.watches.limit", limits, LimitSettings::watchers)
                .register(registry);
        Gauge.builder("nodecore.gateway.config.cache", configs, NodeConfigCache::weightBytes)
                .description("configs kept for the time when config-service is away")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("nodecore.gateway.failing.addresses", failedAttempts, FailedAttempts::trackedAddresses)
                .description("addresses that failed lately")
                .register(registry);
        Gauge.builder(
                        "nodecore.gateway.kafka.check.age",
                        readiness,
                        kafka -> kafka.age().toMillis() / 1e3)
                .description("since Kafka last answered and every table followed its topic")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("nodecore.gateway.known.keys", tables, ControlTables::knownKeys)
                .register(registry);
    }
}
