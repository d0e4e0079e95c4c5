package io.nodecore.soak;

import io.nodecore.adminclient.RunFile;
import io.nodecore.commandline.CommandLines;
import io.nodecore.simulator.Edge;
import io.nodecore.standalone.DemoFleet;
import io.nodecore.standalone.Logs;
import io.nodecore.standalone.ProcessRun;
import io.nodecore.standalone.Readiness;
import io.nodecore.standalone.Replicas;
import io.nodecore.standalone.Service;
import io.nodecore.standalone.StandaloneSettings;
import io.nodecore.standalone.StartRefused;
import io.nodecore.standalone.Teardown;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.util.FileSystemUtils;

/** The command {@code soak}: runs all parts as processes in a folder of their own, with a fleet and a plan of faults. */
public final class SoakRun {

    private static final DateTimeFormatter FOLDER_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** Short starts matter more than speed: a soak restarts processes many times and measures no performance. */
    private static final List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private SoakRun() {}

    public static void main(String... arguments) {
        System.exit(CommandLines.of(new SoakCommand(SoakRun::run)).execute(arguments));
    }

    private static int run(SoakArguments arguments) throws Exception {
        Replicas replicas = Replicas.parse(arguments.replicas());
        Path folder = Path.of(".nodecore", "soak", arguments.seed() + "-" + FOLDER_NAME.format(Instant.now()))
                .toAbsolutePath();
        Logs.to(folder.resolve("logs"), "soak");
        var soak = new Soak(arguments, services(replicas), System.out);
        soak.announce();
        System.out.println("data and logs: " + folder);
        boolean exact;
        var teardown = new Teardown();
        Thread stop = new Thread(teardown::close, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            ProcessRun run =
                    ProcessRun.start(settings(folder), replicas, JVM_OPTIONS, folder, InstantSource.system(), teardown);
            exact = soak.run(target(run, replicas), folder);
        } catch (StartRefused e) {
            System.err.println("nodecore soak: " + e.getMessage());
            return CommandLines.FAILED;
        } finally {
            teardown.close();
        }
        if (exact && !arguments.keep()) {
            FileSystemUtils.deleteRecursively(folder);
        }
        return exact ? 0 : 1;
    }

    private static StandaloneSettings settings(Path folder) {
        return StandaloneSettings.from(
                Map.of("HTTP_PORT", "0", "GRPC_PORT", "0", "ADMIN_PORT", "0", "NODECORE_DATA", folder.toString()));
    }

    private static List<String> services(Replicas replicas) {
        return Service.OF_EVERY_RUN.stream()
                .flatMap(service -> IntStream.rangeClosed(1, replicas.of(service))
                        .mapToObj(number -> ProcessRun.nameOf(service, number)))
                .toList();
    }

    private static Soak.Target target(ProcessRun run, Replicas replicas) {
        RunFile addresses = run.addresses();
        return new Soak.Target(
                DemoFleet.address(addresses),
                addresses.edges().stream()
                        .map(edge -> new Edge(
                                "127.0.0.1:" + edge.grpcPort(), URI.create("http://127.0.0.1:" + edge.httpPort())))
                        .toList(),
                addresses.kafkaBootstrapServers(),
                addresses.redisUrl(),
                run.supervisor(),
                services(replicas),
                () -> Readiness.await(addresses.managementPorts()));
    }
}
