package io.nodecore.standalone;

import io.nodecore.adminclient.RunFile;
import io.nodecore.commandline.CommandLines;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * {@code up}: the default run, in this process or, with {@code --processes}, as processes of their own. {@code demo}: the same with a
 * small simulated fleet. Ends on SIGINT or SIGTERM.
 */
public final class Standalone {

    private static final int EXIT_REFUSED = 2;
    private static final int EXIT_FAILED = 1;

    private Standalone() {}

    public static void main(String... arguments) {
        int exit = CommandLines.of(new StandaloneOptions(Standalone::start)).execute(arguments);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    private static int start(StandaloneCommand command) {
        StandaloneSettings settings;
        try {
            settings = StandaloneSettings.from(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("Nodecore can't start: " + e.getMessage());
            return EXIT_REFUSED;
        }
        Path logs = settings.dataFolder().resolve("logs");
        Logs.to(logs, "nodecore");
        return run(command, settings, logs);
    }

    private static int run(StandaloneCommand command, StandaloneSettings settings, Path logs) {
        var teardown = new Teardown();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(teardown), "stop"));
        try {
            System.out.println("Starting Kafka, Postgres, Redis and the services. Data: " + settings.dataFolder());
            long started = System.nanoTime();
            RunFile run = run(command, settings, teardown);
            if (command.withFleet()) {
                teardown.add("fleet", DemoFleet.start(run, settings.dataFolder()));
            }
            Announcement.print(command, run, logs, Duration.ofNanos(System.nanoTime() - started));
            new CountDownLatch(1).await();
            return 0;
        } catch (StartRefused e) {
            System.err.println("Nodecore can't start: " + e.getMessage());
            return EXIT_REFUSED;
        } catch (Exception e) {
            // What was starting when the stop came fails, as it should.
            if (!teardown.isClosed()) {
                System.err.println("Nodecore can't start:");
                e.printStackTrace();
            }
            return EXIT_FAILED;
        }
    }

    private static RunFile run(StandaloneCommand command, StandaloneSettings settings, Teardown teardown)
            throws Exception {
        return command.asProcesses()
                ? ProcessRun.start(
                                settings,
                                command.replicas(),
                                List.of(),
                                Run.RUN_FOLDER,
                                InstantSource.system(),
                                teardown)
                        .addresses()
                : Run.start(settings, Run.RUN_FOLDER, InstantSource.system(), teardown);
    }

    private static void stop(Teardown teardown) {
        if (!teardown.isEmpty()) {
            System.out.println("Stopping: the gateway first, the servers last.");
            teardown.close();
            System.out.println("Stopped. The data stays; the next start goes on from it.");
        }
    }
}
