package io.nodecore.standalone;

import io.nodecore.simulator.CoreAddress;
import io.nodecore.simulator.Fleet;
import io.nodecore.simulator.FleetSettings;
import io.nodecore.simulator.ledger.PostgresAddress;
import java.net.URI;
import java.nio.file.Path;

/** The simulated fleet of {@code demo}, which reports to this run. */
public final class DemoFleet {

    private DemoFleet() {}

    /** Returns when all nodes are registered and report. */
    static Fleet start(RunFile.Content run, Path dataFolder) throws InterruptedException {
        return Fleet.start(FleetSettings.demo(dataFolder), address(run));
    }

    public static CoreAddress address(RunFile.Content run) {
        return new CoreAddress(
                "127.0.0.1:" + run.grpcPort(),
                true,
                URI.create("http://127.0.0.1:" + run.httpPort()),
                URI.create("http://127.0.0.1:" + run.adminPort()),
                run.adminToken(),
                new PostgresAddress(run.postgresUrl(), run.postgresUser(), run.postgresPassword()));
    }
}
