package io.nodecore.standalone;

import io.nodecore.adminclient.RunFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** One run: everything from the data folder to run.json, stopped in the opposite order. */
final class Run {

    /** Tools look for {@code run.json} here, in the working directory, wherever the data is. */
    static final Path RUN_FOLDER = Path.of(".nodecore");

    private Run() {}

    /**
     * Starts everything and returns when every service is ready.
     *
     * @param runFolder where {@code run.json} goes
     * @param teardown is given every part that was started; closing it stops them, also in the middle of the start
     * @throws StartRefused for what the user can mend
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
