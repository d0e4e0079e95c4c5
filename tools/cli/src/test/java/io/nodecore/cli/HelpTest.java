package io.nodecore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** Help needs no Core. */
class HelpTest {

    private final StringWriter out = new StringWriter();

    /** Write it again: {@code ./nodecore help} without the file, that is {@code java … NodecoreCommand --help > tools/cli/help.txt}. */
    @Test
    void the_launcher_prints_the_help_of_the_command_line() throws IOException {
        assertThat(execute("--help")).isZero();
        assertThat(Files.readString(Path.of("help.txt"))).isEqualToNormalizingNewlines(out.toString());
    }

    @Test
    void the_launcher_knows_every_command_that_is_not_in_this_module() throws IOException {
        String launcher = Files.readString(Path.of("../../nodecore"));
        for (LauncherCommand command : LauncherCommand.ALL) {
            assertThat(launcher).containsPattern("(?m)^([a-z]+ \\| )?" + command.name() + "( \\| [a-z]+)?\\)$");
        }
    }

    @TestFactory
    Stream<DynamicTest> every_command_has_help_with_a_description() {
        return leaves(NodecoreCommand.commandLine())
                .map(command -> DynamicTest.dynamicTest(command.getCommandSpec().qualifiedName(), () -> {
                    String help = command.getUsageMessage();
                    assertThat(help).startsWith("Usage: ./nodecore").contains("--help");
                    assertThat(command.getCommandSpec().usageMessage().description())
                            .isNotEmpty();
                    command.getCommandSpec().args().forEach(argument -> assertThat(argument.description())
                            .as(argument.paramLabel())
                            .isNotEmpty());
                }));
    }

    @Test
    void help_of_a_command_is_its_option_help() {
        assertThat(execute("help", "dlq")).isZero();
        assertThat(out.toString()).startsWith("Usage: ./nodecore dlq");
        assertThat(execute("dlq", "list", "--help")).isZero();
        assertThat(out.toString()).contains("such as usage;", "waiting, redriven, lost or all");
    }

    @Test
    void replay_names_every_projection() {
        assertThat(execute("replay", "--help")).isZero();
        assertThat(out.toString())
                .contains("usage,", "outbound-usage,", "session-events,", "node-stats-hours,", "user-ips,")
                .contains("node-status,", "dead-letters,", "control,", "presence,", "events.");
    }

    @Test
    void the_version_is_that_of_the_build() {
        assertThat(execute("version")).isZero();
        assertThat(out.toString()).containsPattern("^nodecore \\d+\\.\\d+\\.\\d+.* \\(JDK ");
    }

    @Test
    void completion_is_a_script_that_knows_the_commands() {
        assertThat(execute("completion")).isZero();
        assertThat(out.toString()).contains("_complete_nodecore", "projections", "rotate-key");
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::leaves));
    }

    private int execute(String... arguments) {
        return NodecoreCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
    }
}
