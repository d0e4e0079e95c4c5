package io.nodecore.standalone;

import java.nio.file.Path;
import java.time.InstantSource;

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
    static RunFile.Content start(StandaloneSettings settings, Path runFolder, InstantSource clock, Teardown teardown)
            throws Exception {
        Ports ports = Ports.resolve(settings);
        DataFolder data = teardown.add("data folder", DataFolder.open(settings.dataFolder()));
        String adminToken =
                settings.adminToken().isPresent() ? settings.adminToken().get() : data.adminToken();
        Servers servers = Servers.start(settings, data, teardown);
        Services services = teardown.add("services", Services.start(ports, servers, adminToken, data));
        Readiness.await(services.managementPorts());
        var addresses = new RunFile.Content(
                ProcessHandle.current().pid(),
                ports.http(),
                ports.grpc(),
                ports.admin(),
                adminToken,
                servers.kafka(),
                servers.postgres().url(),
                servers.postgres().user(),
                servers.postgres().password(),
                servers.redis(),
                clock.instant(),
                services.managementPorts());
        teardown.add("run.json", RunFile.write(runFolder, addresses));
        return addresses;
    }
}
