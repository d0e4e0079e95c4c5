package io.nodecore.webhooks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A relay in a JVM of its own, which can be killed with -9. */
final class KilledRelay {

    private KilledRelay() {}

    static Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                WebhookRelay.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
