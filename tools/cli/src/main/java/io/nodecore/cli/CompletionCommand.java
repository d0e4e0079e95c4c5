package io.nodecore.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: a script for bash and zsh. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh.",
        footer = {"", "Example: source <(./nodecore completion)"})
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        var root = Objects.requireNonNull(command).root().commandLine();
        root.getOut().print(AutoComplete.bash("nodecore", root));
        root.getOut().flush();
        return 0;
    }
}
