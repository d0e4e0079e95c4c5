package io.nodecore.standalone;

import io.nodecore.configservice.ConfigService;
import io.nodecore.enrichment.EnrichmentWorker;
import io.nodecore.gateway.IngestGateway;
import io.nodecore.presence.PresenceService;
import io.nodecore.usage.UsageAggregator;
import io.nodecore.webhooks.WebhookRelay;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/** The services in the order of starting; stopped the other way round, so that the gateway is the first to stop accepting. */
public enum Service {
    CONFIG("config-service", ConfigService::start, 448),
    USAGE("usage-aggregator", UsageAggregator::start, 448),
    PRESENCE("presence-service", PresenceService::start, 448),
    ENRICHMENT("enrichment-worker", EnrichmentWorker::start, 320),
    /** Only in a run that has webhooks set up. */
    WEBHOOKS("webhook-relay", WebhookRelay::start, 256),
    GATEWAY("ingest-gateway", IngestGateway::start, 512);

    /** What every run has. */
    public static final List<Service> OF_EVERY_RUN =
            Arrays.stream(values()).filter(service -> service != WEBHOOKS).toList();

    private interface Start {
        ConfigurableApplicationContext with(String... arguments);
    }

    private final String module;
    private final Start start;
    private final int heapMegabytes;

    Service(String module, Start start, int heapMegabytes) {
        this.module = module;
        this.start = start;
        this.heapMegabytes = heapMegabytes;
    }

    static Optional<Service> of(String module) {
        return Arrays.stream(values())
                .filter(service -> service.module.equals(module))
                .findFirst();
    }

    /** The name of its module, by which users know it. */
    String module() {
        return module;
    }

    /** What it needs in a process of its own. */
    int heapMegabytes() {
        return heapMegabytes;
    }

    /** Returns once the service has started; whether it is ready, its health tells. */
    ConfigurableApplicationContext start(List<String> arguments) {
        return start.with(arguments.toArray(String[]::new));
    }
}
