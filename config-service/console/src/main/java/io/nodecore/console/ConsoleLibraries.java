package io.nodecore.console;

import java.util.List;

/** The libraries of the console. No other WebJar on the class path is served. */
final class ConsoleLibraries {

    /** Folders of the WebJars; each contains a folder for its version. */
    static final List<String> FOLDERS = List.of("lit", "lit-element", "lit-html", "lit__reactive-element", "uplot");

    private ConsoleLibraries() {}
}
