package io.nodecore.standalone;

import io.nodecore.adminclient.RunFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** One run: starts everything from the data folder to run.json; the teardown stops it in the opposite order. */
final class Run {

    /** Tools read {@code run.json} from this folder of the working directory, independent of the data folder. */
    static final Path RUN_FOLDER = Path.of(".nodecore");

    private Run() {}

    /**
     * Starts all parts and returns when all services are ready.
     *
     * @param runFolder folder of {@code run.json}
     * @param teardown receives all started parts; closing it stops them, also during the start
     * @throws StartRefused for a cause that the user can remove
     */
    static RunFile start(StandaloneSettings settings, Path runFolder, InstantSource clock, Teardown teardown)
            throws Exception {
        Ports ports = Ports.resolve(settings);
        DataFolder data = teardown.add("data folder", DataFolder.open(settings.dataFolder()));
        String adminToken = data.adminToken(settings.adminToken());
        Servers servers = Servers.start(settings, data, teardown);
        var arguments = new ServiceArguments(
                servers, ports, adminToken, data.controlToken(settings.controlToken()), settings.addresses());
        Services services = teardown.add("services", Services.start(settings.services(), arguments, data));
        Readiness.await(services.managementPorts());
        var addresses = PublishedRunFile.content(
                arguments,
                clock.instant(),
                services.managementPorts(),
                List.of(new RunFile.Edge(ports.http(), ports.grpc())));
        teardown.add("run.json", PublishedRunFile.write(runFolder, addresses));
        return addresses;
    }
}
