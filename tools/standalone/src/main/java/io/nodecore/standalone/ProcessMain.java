package io.nodecore.standalone;

import io.nodecore.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The main class of a process of a run: {@code SUPERVISOR LOGS NAME}, then {@code kafka FOLDER PORT} or a service's module and its
 * settings. The process ends with its supervisor, also if that is killed.
 */
final class ProcessMain {

    static final String KAFKA = "kafka";

    private ProcessMain() {}

    public static void main(String... arguments) throws Exception {
        // A terminal sends Ctrl-C to all processes; the supervisor stops them in order.
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        endWith(Long.parseLong(arguments[0]));
        Logs.to(Path.of(arguments[1]), arguments[2]);
        List<String> rest = Arrays.asList(arguments).subList(4, arguments.length);
        if (arguments[3].equals(KAFKA)) {
            kafka(Path.of(rest.get(0)), Integer.parseInt(rest.get(1)));
        } else {
            Service.of(arguments[3])
                    .orElseThrow(() -> new IllegalArgumentException("no service is called " + arguments[3]))
                    .start(rest);
        }
    }

    private static void kafka(Path folder, int port) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, port);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
        new CountDownLatch(1).await();
    }

    /** Halts this process when the supervisor ends. Without a clean stop: the embedded servers end with the supervisor too. */
    private static void endWith(long supervisor) {
        ProcessHandle parent = ProcessHandle.current().parent().orElse(null);
        if (parent == null || parent.pid() != supervisor) {
            Runtime.getRuntime().halt(1);
            return;
        }
        var _ = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
    }

    /** The first arguments of all processes of a run. */
    static List<String> arguments(Path logs, String name) {
        return List.of(Long.toString(ProcessHandle.current().pid()), logs.toString(), name);
    }
}
