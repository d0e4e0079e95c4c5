package io.nodecore.standalone;

import io.nodecore.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The main of a process of its own: {@code kafka FOLDER PORT}, or a service's module and its settings. It ends with the process that
 * started it, whatever that came to.
 */
final class ProcessMain {

    static final String KAFKA = "kafka";

    private ProcessMain() {}

    public static void main(String... arguments) throws Exception {
        // A terminal's Ctrl-C reaches every process at once; the order of the stop is the supervisor's.
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        ProcessHandle.current().parent().ifPresent(ProcessMain::endWith);
        Logs.to(Path.of(arguments[0]), arguments[1]);
        List<String> rest = Arrays.asList(arguments).subList(3, arguments.length);
        if (arguments[2].equals(KAFKA)) {
            kafka(Path.of(rest.get(0)), Integer.parseInt(rest.get(1)));
        } else {
            Service.of(arguments[2])
                    .orElseThrow(() -> new IllegalArgumentException("no service is called " + arguments[2]))
                    .start(rest);
        }
    }

    private static void kafka(Path folder, int port) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, port);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
        new CountDownLatch(1).await();
    }

    /** Like a kill: the servers may have gone with the supervisor, and everything here stands it. */
    private static void endWith(ProcessHandle parent) {
        var _ = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
    }
}
