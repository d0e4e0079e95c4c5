package io.nodecore.standalone;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log file of this process. */
public final class Logs {

    private Logs() {}

    /**
     * Configures the log file; to be called before the first logger is created. logback.xml configures one log for all contexts of the
     * process; otherwise each context would configure it again.
     *
     * @param name name of the file without its extension
     */
    public static void to(Path folder, String name) {
        System.setProperty("nodecore.logs", folder.toString());
        System.setProperty("nodecore.log", name);
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
