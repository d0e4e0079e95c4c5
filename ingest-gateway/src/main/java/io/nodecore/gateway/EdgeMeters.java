package io.nodecore.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nodecore.gateway.auth.FailedAttempts;
import io.nodecore.gateway.config.ConfigWatches;
import io.nodecore.gateway.config.NodeConfigCache;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.limit.LimitSettings;

/** How near the gateway is to each of its bounds. */
record EdgeMeters(
        InFlightBudget budget,
        ConfigWatches watches,
        NodeConfigCache configs,
        FailedAttempts failedAttempts,
        ControlTables tables,
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
        Gauge.builder("nodecore.gateway.known.keys", tables, ControlTables::knownKeys)
                .register(registry);
    }
}
