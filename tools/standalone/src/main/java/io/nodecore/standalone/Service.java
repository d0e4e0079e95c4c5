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

/** The services in the order of their start. The gateway, which is the last, stops first. */
public enum Service {
    CONFIG("config-service", ConfigService::start, 448),
    USAGE("usage-aggregator", UsageAggregator::start, 448),
    PRESENCE("presence-service", PresenceService::start, 448),
    ENRICHMENT("enrichment-worker", EnrichmentWorker::start, 320),
    /** Only in a run with configured webhooks. */
    WEBHOOKS("webhook-relay", WebhookRelay::start, 256),
    GATEWAY("ingest-gateway", IngestGateway::start, 512);

    /** The services of all runs. */
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

    /** The name of its module, which users see. */
    String module() {
        return module;
    }

    /** The heap size of its process with {@code --processes}. */
    int heapMegabytes() {
        return heapMegabytes;
    }

    /** Returns when the service has started; its readiness endpoint shows when it is ready. */
    ConfigurableApplicationContext start(List<String> arguments) {
        return start.with(arguments.toArray(String[]::new));
    }
}
