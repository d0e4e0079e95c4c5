package io.nodecore.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code version}: that of this build. */
@Command(name = "version", description = "Prints the version of this build.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws IOException {
        var build = new Properties();
        try (InputStream file = VersionCommand.class.getResourceAsStream("build.properties")) {
            build.load(Objects.requireNonNull(file, "build.properties"));
        }
        Objects.requireNonNull(command)
                .commandLine()
                .getOut()
                .println("nodecore " + build.getProperty("version") + " (JDK " + Runtime.version() + ")");
        return 0;
    }
}
