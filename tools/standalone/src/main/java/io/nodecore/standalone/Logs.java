package io.nodecore.standalone;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where this process logs to. */
public final class Logs {

    private Logs() {}

    /**
     * To be called before the first logger: one log for all contexts of the process, set up by logback.xml; each context would set it up
     * anew otherwise.
     *
     * @param name of the file, without its ending
     */
    public static void to(Path folder, String name) {
        System.setProperty("nodecore.logs", folder.toString());
        System.setProperty("nodecore.log", name);
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
