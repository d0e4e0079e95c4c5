package io.nodecore.standalone;

import io.nodecore.adminclient.RunFile;
import io.nodecore.commandline.CommandLines;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * The commands {@code up} and {@code demo}: the default run, in this process or, with {@code --processes}, in several processes; {@code
 * demo} adds a small simulated fleet. Stops on SIGINT or SIGTERM; a second signal ends it at once.
 */
public final class Standalone {

    private static final int EXIT_REFUSED = 2;
    private static final int EXIT_FAILED = 1;
    private static final List<String> SIGNALS = List.of("INT", "TERM");

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
        // Reactor Netty waits by default for 2 s without a request; the gateway has answered all requests before.
        System.setProperty("reactor.netty.ioShutdownQuietPeriod", "0");
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
            // During a stop, the parts that are still starting fail.
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

    /** Ends this process as a shell shows it: 128 and the number of the signal. */
    private static void halt(Signal signal) {
        Runtime.getRuntime().halt(128 + signal.getNumber());
    }

    private static void stop(Teardown teardown) {
        if (!teardown.isEmpty()) {
            // The watchdogs of the embedded servers stop them then.
            SIGNALS.forEach(name -> Signal.handle(new Signal(name), Standalone::halt));
            System.out.println("Stopping: first the gateway, last the servers. Ctrl-C again ends it at once.");
            teardown.close();
            System.out.println("Stopped. The data is kept for the next start.");
        }
    }
}
