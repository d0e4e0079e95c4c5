package io.nodecore.commandline;

import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What all command lines have in common: durations and times, ranges, errors on standard error, and the exit codes. */
public final class CommandLines {

    public static final int FAILED = 1;
    public static final int USAGE = 2;

    private static final int HELP_WIDTH = 110;

    private CommandLines() {}

    /** @param command annotated with picocli's annotations */
    public static CommandLine of(Object command) {
        return configure(new CommandLine(command));
    }

    /** The same for a command line that has its subcommands already. */
    public static CommandLine configure(CommandLine commandLine) {
        return commandLine
                .setUsageHelpWidth(HELP_WIDTH)
                .setAbbreviatedOptionsAllowed(false)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(Instant.class, new InstantConverter())
                .registerConverter(BigDecimal.class, CommandLines::decimal)
                .setExecutionStrategy(CommandLines::execute)
                .setParameterExceptionHandler((e, _) -> notUnderstood(e))
                .setExecutionExceptionHandler((e, at, _) -> failed(e, at));
    }

    /**
     * Reads the arguments into the command without running it.
     *
     * @throws ParameterException with a text for the user
     */
    public static <T> T parse(T command, String... arguments) {
        check(of(command).parseArgs(arguments));
        return command;
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("needs a number, got '" + text + "'");
        }
    }

    private static int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        check(parsed);
        try {
            return new RunLast().execute(parsed);
        } finally {
            // The writer flushes at the end of a line by println alone; a command may have printed a text that ends
            // otherwise.
            flush(parsed);
        }
    }

    private static void flush(ParseResult parsed) {
        for (ParseResult part = parsed; part != null; part = next(part)) {
            part.commandSpec().commandLine().getOut().flush();
        }
    }

    private static void check(ParseResult parsed) {
        for (ParseResult part = parsed; part != null; part = next(part)) {
            CommandLine commandLine = part.commandSpec().commandLine();
            part.commandSpec().args().forEach(argument -> check(argument, commandLine));
        }
    }

    private static @Nullable ParseResult next(ParseResult parsed) {
        return parsed.hasSubcommand() ? parsed.subcommand() : null;
    }

    private static void check(ArgSpec argument, CommandLine commandLine) {
        if (!(argument.userObject() instanceof AnnotatedElement element)) {
            return;
        }
        Within range = element.getAnnotation(Within.class);
        Object value = argument.getValue();
        if (range != null && value instanceof Number number && !isWithin(number.longValue(), range)) {
            throw new ParameterException(
                    commandLine,
                    "%s needs a number from %d to %d, got '%s'"
                            .formatted(nameOf(argument), range.min(), range.max(), number));
        }
    }

    private static boolean isWithin(long number, Within range) {
        return number >= range.min() && number <= range.max();
    }

    private static String nameOf(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static int notUnderstood(ParameterException e) {
        CommandLine commandLine = e.getCommandLine();
        commandLine.getErr().println(message(e));
        UnmatchedArgumentException.printSuggestions(e, commandLine.getErr());
        commandLine.getErr().print(commandLine.getHelp().fullSynopsis());
        commandLine.getErr().println("See " + commandLine.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    private static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String first = unmatched.getUnmatched().getFirst();
            return (e.getCommandLine().getParent() == null ? "unknown command '" : "unexpected argument '") + first
                    + "'";
        }
        return String.valueOf(e.getMessage());
    }

    private static int failed(Exception e, CommandLine commandLine) {
        commandLine.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
        return e instanceof IllegalArgumentException ? USAGE : FAILED;
    }
}
