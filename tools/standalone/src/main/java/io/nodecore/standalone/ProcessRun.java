package io.nodecore.standalone;

import io.nodecore.adminclient.RunFile;
import io.nodecore.embedded.FreePort;
import io.nodecore.standalone.processes.JavaPart;
import io.nodecore.standalone.processes.Supervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run whose parts are processes, as in production: Kafka, Postgres, Redis and each replica of each service. A process that ends is
 * started again.
 *
 * @param addresses the content of run.json
 * @param supervisor supervises the processes, under their names in {@code processes.json}
 */
public record ProcessRun(RunFile addresses, Supervisor supervisor) {

    private static final Duration RESTART_AFTER = Duration.ofSeconds(1);
    /** Longer than the graceful shutdown of a service. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);

    private static final int KAFKA_HEAP_MEGABYTES = 768;

    /**
     * Starts all parts and returns when all services are ready.
     *
     * @param jvmOptions options of all JVMs in addition to the heap size
     * @param teardown receives all started parts; closing it stops them, also during the start
     * @throws StartRefused for a cause that the user can remove
     */
    public static ProcessRun start(
            StandaloneSettings settings,
            Replicas replicas,
            List<String> jvmOptions,
            Path runFolder,
            InstantSource clock,
            Teardown teardown)
            throws Exception {
        Ports ports = Ports.resolve(settings);
        DataFolder data = teardown.add("data folder", DataFolder.open(settings.dataFolder()));
        Path logs = data.of("logs");
        ProcessesFile file = teardown.add("processes.json", new ProcessesFile(runFolder));
        Supervisor supervisor = teardown.add("processes", new Supervisor(RESTART_AFTER, file::write));
        file.follow(supervisor);
        Servers servers =
                ProcessServers.start(settings, data, logs, heap(KAFKA_HEAP_MEGABYTES, jvmOptions), supervisor);

        var arguments = new ServiceArguments(
                servers,
                ports,
                data.adminToken(settings.adminToken()),
                data.controlToken(settings.controlToken()),
                settings.addresses());
        Map<String, Integer> managementPorts = new TreeMap<>();
        List<RunFile.Edge> edges = new ArrayList<>();
        for (Service service : settings.services()) {
            for (int number = 1; number <= replicas.of(service); number++) {
                var instance = new Instance(service, number);
                ServiceArguments ofInstance = arguments;
                if (service == Service.GATEWAY) {
                    ofInstance = number == 1 ? arguments : arguments.withEdge(FreePort.orAny(0), FreePort.orAny(0));
                    edges.add(new RunFile.Edge(
                            ofInstance.ports().http(), ofInstance.ports().grpc()));
                }
                int managementPort = FreePort.orAny(0);
                managementPorts.put(instance.name(), managementPort);
                supervisor.start(instance.part(ofInstance, managementPort, data, logs, jvmOptions));
            }
        }
        Readiness.await(managementPorts);
        var addresses = PublishedRunFile.content(arguments, clock.instant(), managementPorts, edges);
        teardown.add("run.json", PublishedRunFile.write(runFolder, addresses));
        return new ProcessRun(addresses, supervisor);
    }

    /** The name of a replica; the first has the name of its service. */
    public static String nameOf(Service service, int number) {
        return number == 1 ? service.module() : service.module() + "-" + number;
    }

    private static List<String> heap(int megabytes, List<String> jvmOptions) {
        List<String> options = new ArrayList<>(List.of("-Xmx" + megabytes + "m", "-XX:+UseCompactObjectHeaders"));
        options.addAll(jvmOptions);
        return options;
    }

    /** One replica of a service. The first has the name and the data folder of the service, as in a run with one replica of each. */
    private record Instance(Service service, int number) {

        String name() {
            return nameOf(service, number);
        }

        JavaPart part(ServiceArguments run, int managementPort, DataFolder data, Path logs, List<String> jvmOptions) {
            List<String> arguments = new ArrayList<>(ProcessMain.arguments(logs, name()));
            arguments.add(service.module());
            arguments.addAll(run.of(service, managementPort, data.of(number == 1 ? "" : "replicas/" + name())));
            return new JavaPart(
                    name(),
                    heap(service.heapMegabytes(), jvmOptions),
                    ProcessMain.class,
                    arguments,
                    run.secrets(service),
                    logs.resolve(name() + ".out"),
                    STOP_TIMEOUT);
        }
    }
}
