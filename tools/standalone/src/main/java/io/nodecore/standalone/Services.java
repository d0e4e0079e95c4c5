package io.nodecore.standalone;

import io.nodecore.embedded.FreePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.ConfigurableApplicationContext;

/** The services of a run in one process, each with its own application context and ports. */
final class Services implements AutoCloseable {

    /** The start of a context is CPU-bound: more contexts at once than cores would not start sooner. */
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Teardown teardown = new Teardown();

    /** Those that stop after the gateway, which needs config-service until its last request is answered. */
    private final Teardown behindGateway = teardown.add("services behind the gateway", Teardown.ofIndependentParts());

    private final Map<String, Integer> managementPorts = new TreeMap<>();

    private Services() {}

    static Services start(List<Service> started, ServiceArguments arguments, DataFolder data) throws Exception {
        var services = new Services();
        try {
            services.startAll(started, arguments, data);
            return services;
        } catch (ExecutionException e) {
            services.close();
            throw new IllegalStateException("a service does not start", e.getCause());
        }
    }

    Map<String, Integer> managementPorts() {
        return managementPorts;
    }

    private void startAll(List<Service> started, ServiceArguments arguments, DataFolder data) throws Exception {
        Map<Service, Future<ConfigurableApplicationContext>> starting = new TreeMap<>();
        try (ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Service service : started) {
                int managementPort = FreePort.orAny(0);
                managementPorts.put(service.module(), managementPort);
                List<String> settings = new ArrayList<>(arguments.of(service, managementPort, data.of("")));
                arguments.secrets(service).forEach((name, value) -> settings.add("--" + name + "=" + value));
                // The teardown of the run closes the contexts in order.
                settings.add("--spring.main.register-shutdown-hook=false");
                starting.put(service, starters.submit(() -> service.start(settings)));
            }
        }
        ExecutionException failure = null;
        for (Map.Entry<Service, Future<ConfigurableApplicationContext>> service : starting.entrySet()) {
            try {
                Teardown stop = service.getKey() == Service.GATEWAY ? teardown : behindGateway;
                stop.add(service.getKey().module(), service.getValue().get());
            } catch (ExecutionException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        teardown.close();
    }
}
