package io.nodecore.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help [COMMAND]}. */
@Command(name = "help", description = "Shows all commands, or the help of one.")
final class HelpCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "Default: all commands.")
    private @Nullable String name;

    @Override
    public Integer call() {
        CommandLine root = Objects.requireNonNull(command).root().commandLine();
        CommandLine asked = name == null ? root : root.getSubcommands().get(name);
        if (asked == null) {
            throw new ParameterException(root, "unknown command '" + name + "'");
        }
        asked.usage(root.getOut());
        return 0;
    }
}
