package io.nodecore.commandline;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --help} of a command and of all its subcommands. */
public final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;
}
