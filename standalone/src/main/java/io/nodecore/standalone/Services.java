package io.nodecore.standalone;

import io.nodecore.control.ConfigService;
import io.nodecore.embedded.FreePort;
import io.nodecore.enrichment.EnrichmentWorker;
import io.nodecore.gateway.IngestGateway;
import io.nodecore.presence.PresenceService;
import io.nodecore.usage.UsageAggregator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.ConfigurableApplicationContext;

/** The five services, each a context of its own with its own ports, as they would be in processes of their own. */
final class Services implements AutoCloseable {

    /** In the order of starting; stopped the other way round, so that the gateway is the first to stop accepting. */
    private enum Service {
        CONFIG("config-service", ConfigService::start),
        USAGE("usage-aggregator", UsageAggregator::start),
        PRESENCE("presence-service", PresenceService::start),
        ENRICHMENT("enrichment-worker", EnrichmentWorker::start),
        GATEWAY("ingest-gateway", IngestGateway::start);

        private final String module;
        private final Start start;

        Service(String module, Start start) {
            this.module = module;
            this.start = start;
        }
    }

    private interface Start {
        ConfigurableApplicationContext with(String... arguments);
    }

    /** Starting a context is mostly reading and linking classes: more at once than the cores would only wait for each other. */
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Teardown teardown = new Teardown();
    private final Map<String, Integer> managementPorts = new TreeMap<>();

    private Services() {}

    static Services start(Ports ports, Servers servers, String adminToken, DataFolder data) throws Exception {
        var services = new Services();
        try {
            services.startAll(ports, servers, adminToken, data);
            return services;
        } catch (ExecutionException e) {
            services.close();
            throw new IllegalStateException("a service does not start", e.getCause());
        }
    }

    Map<String, Integer> managementPorts() {
        return managementPorts;
    }

    private void startAll(Ports ports, Servers servers, String adminToken, DataFolder data) throws Exception {
        Map<Service, Future<ConfigurableApplicationContext>> starting = new TreeMap<>();
        try (ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Service service : Service.values()) {
                int managementPort = FreePort.orAny(0);
                managementPorts.put(service.module, managementPort);
                String[] arguments = arguments(service, managementPort, ports, servers, adminToken, data);
                starting.put(service, starters.submit(() -> service.start.with(arguments)));
            }
        }
        ExecutionException failure = null;
        for (Map.Entry<Service, Future<ConfigurableApplicationContext>> service : starting.entrySet()) {
            try {
                teardown.add(service.getKey().module, service.getValue().get());
            } catch (ExecutionException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static String[] arguments(
            Service service, int managementPort, Ports ports, Servers servers, String adminToken, DataFolder data) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.main.register-shutdown-hook=false",
                "--springdoc.api-docs.enabled=" + (service == Service.CONFIG),
                "--MANAGEMENT_PORT=" + managementPort,
                "--KAFKA_BOOTSTRAP_SERVERS=" + servers.kafka(),
                "--NODECORE_DATA=" + data.of("")));
        switch (service) {
            case GATEWAY -> {
                arguments.add("--HTTP_PORT=" + ports.http());
                arguments.add("--GRPC_PORT=" + ports.grpc());
                arguments.add("--CONTROL_GRPC_URL=127.0.0.1:" + ports.control());
            }
            case CONFIG -> {
                arguments.add("--ADMIN_PORT=" + ports.admin());
                arguments.add("--ADMIN_TOKEN=" + adminToken);
                arguments.add("--CONTROL_GRPC_PORT=" + ports.control());
                arguments.add("--REDIS_URL=" + servers.redis());
                arguments.addAll(postgres(servers));
            }
            case PRESENCE -> arguments.add("--REDIS_URL=" + servers.redis());
            case USAGE, ENRICHMENT -> arguments.addAll(postgres(servers));
        }
        return arguments.toArray(String[]::new);
    }

    private static List<String> postgres(Servers servers) {
        return List.of(
                "--POSTGRES_URL=" + servers.postgres().url(),
                "--POSTGRES_USER=" + servers.postgres().user(),
                "--POSTGRES_PASSWORD=" + servers.postgres().password());
    }

    @Override
    public void close() {
        teardown.close();
    }
}
