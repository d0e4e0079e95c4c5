package io.nodecore.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** {@code up}: the default run. {@code demo}: the same with a small simulated fleet. Ends on SIGINT or SIGTERM. */
public final class Standalone {

    private static final int EXIT_REFUSED = 2;
    private static final int EXIT_FAILED = 1;

    private Standalone() {}

    public static void main(String... arguments) {
        String verb = arguments.length == 0 ? "up" : arguments[0];
        if (arguments.length > 1 || !List.of("up", "demo").contains(verb)) {
            System.err.println("expected up or demo, got: " + String.join(" ", arguments));
            System.exit(EXIT_REFUSED);
        }
        int exit = start(verb.equals("demo"));
        if (exit != 0) {
            System.exit(exit);
        }
    }

    private static int start(boolean withFleet) {
        StandaloneSettings settings;
        try {
            settings = StandaloneSettings.from(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("Nodecore can't start: " + e.getMessage());
            return EXIT_REFUSED;
        }
        // Before the first logger: one log for all contexts, set up by logback.xml; each context would set it up anew
        // otherwise.
        Path logs = settings.dataFolder().resolve("logs");
        System.setProperty("nodecore.logs", logs.toString());
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return run(settings, logs, withFleet);
    }

    private static int run(StandaloneSettings settings, Path logs, boolean withFleet) {
        var teardown = new Teardown();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(teardown), "stop"));
        try {
            System.out.println("Starting Kafka, Postgres, Redis and the services. Data: " + settings.dataFolder());
            long started = System.nanoTime();
            RunFile.Content run = Run.start(settings, Run.RUN_FOLDER, InstantSource.system(), teardown);
            if (withFleet) {
                teardown.add("fleet", DemoFleet.start(run, settings.dataFolder()));
            }
            Announcement.print(run, logs, Duration.ofNanos(System.nanoTime() - started), withFleet);
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

    private static void stop(Teardown teardown) {
        if (!teardown.isEmpty()) {
            System.out.println("Stopping: the gateway first, the servers last.");
            teardown.close();
            System.out.println("Stopped. The data stays; the next start goes on from it.");
        }
    }
}
