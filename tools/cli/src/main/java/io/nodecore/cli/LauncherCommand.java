package io.nodecore.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** A command that the launcher script gives to a module with services on its class path. Here it is in the list of commands only. */
record LauncherCommand(String name, String description) {

    static final List<LauncherCommand> ALL = List.of(
            new LauncherCommand(
                    "demo", "Starts embedded Kafka, Postgres and Redis, all services, and a small simulated fleet."),
            new LauncherCommand("up", "The same without the fleet."),
            new LauncherCommand("simulate", "Runs a simulated fleet against a Core; --verify compares with Postgres."),
            new LauncherCommand(
                    "soak", "Proves exactness: every part a process, a fleet, a verifier, and seeded faults."),
            new LauncherCommand("bench", "Measures what is promised about speed."),
            new LauncherCommand("test", "Runs the tests (mvn verify); --all adds the console in a browser."));

    CommandSpec spec() {
        Callable<Integer> elsewhere = () -> {
            throw new IOException(name + " is started by the launcher script ./nodecore");
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(elsewhere).name(name);
        spec.usageMessage().description(description);
        return spec;
    }
}
