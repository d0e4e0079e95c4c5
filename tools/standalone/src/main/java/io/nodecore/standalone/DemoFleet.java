package io.nodecore.standalone;

import io.nodecore.adminclient.RunFile;
import io.nodecore.simulator.CoreAddress;
import io.nodecore.simulator.Fleet;
import io.nodecore.simulator.FleetSettings;
import io.nodecore.simulator.ledger.PostgresAddress;
import java.nio.file.Path;

/** The simulated fleet of {@code demo}, which reports to this run. */
public final class DemoFleet {

    private DemoFleet() {}

    /** Returns when all nodes are registered and report. */
    static Fleet start(RunFile run, Path dataFolder) throws InterruptedException {
        return Fleet.start(FleetSettings.demo(dataFolder), address(run));
    }

    public static CoreAddress address(RunFile run) {
        return new CoreAddress(
                run.grpcTarget(),
                true,
                run.httpUrl(),
                run.adminUrl(),
                run.adminToken(),
                new PostgresAddress(run.postgresUrl(), run.postgresUser(), run.postgresPassword()));
    }
}
