package io.nodecore.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

class CommandLinesTest {

    @Command(name = "tool", description = "A tool.")
    private static final class Tool implements Callable<Integer> {

        @Mixin
        private HelpOption help = new HelpOption();

        @Option(names = "--count", defaultValue = "3", description = "A count.")
        @Within(max = 10)
        private int count;

        @Option(names = "--duration", description = "A duration.")
        private @Nullable Duration duration;

        @Option(names = "--fail", description = "Fails with this text.")
        private @Nullable String failure;

        @Override
        public Integer call() throws IOException {
            if (failure != null && failure.isEmpty()) {
                throw new IllegalArgumentException("not possible");
            }
            if (failure != null) {
                throw new IOException(failure);
            }
            return 0;
        }
    }

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(name = "text", description = "Prints a text without println.")
    private static final class Text implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec command;

        @Override
        public Integer call() {
            requireNonNull(command).commandLine().getOut().print("the end\n");
            return 0;
        }
    }

    @Test
    void a_text_that_a_command_prints_last_is_flushed() {
        var bytes = new ByteArrayOutputStream();
        var buffered = new PrintWriter(new BufferedWriter(new OutputStreamWriter(bytes, UTF_8)), true);

        assertThat(CommandLines.of(new Text()).setOut(buffered).execute()).isZero();

        assertThat(bytes.toString(UTF_8)).isEqualTo("the end\n");
    }

    @Test
    void values_stand_behind_a_space_or_an_equals_sign() {
        assertThat(CommandLines.parse(new Tool(), "--count", "4").count).isEqualTo(4);
        assertThat(CommandLines.parse(new Tool(), "--count=10").count).isEqualTo(10);
        assertThat(CommandLines.parse(new Tool()).count).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "90S,PT1M30S", "10m,PT10M", "2h,PT2H"})
    void durations_have_a_unit(String text, Duration duration) {
        assertThat(CommandLines.parse(new Tool(), "--duration", text).duration).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "0s", "5 s", "5d", "1.5s", "9999999999s"})
    void a_text_that_is_no_duration_is_refused_with_the_option(String text) {
        assertThatThrownBy(() -> CommandLines.parse(new Tool(), "--duration", text))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'--duration': needs a duration such as 30s, 5m or 1h, got '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --count 11   | --count needs a number from 1 to 10, got '11'
            --count 0    | --count needs a number from 1 to 10, got '0'
            --count x    | 'x' is not an int
            --count      | Missing required parameter for option '--count'
            --count 1 --count 2 | should be specified only once
            --cuont 3    | Unknown option
            --cou 3      | Unknown option
            extra        | 'extra'
            """)
    void a_usage_error_is_exit_code_2_and_goes_to_standard_error(String arguments, String message) {
        assertThat(execute(arguments.split(" "))).isEqualTo(CommandLines.USAGE);
        assertThat(err.toString()).contains(message, "Usage: tool", "See tool --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_failure_is_exit_code_1_with_its_message_alone() {
        assertThat(execute("--fail", "no answer")).isEqualTo(CommandLines.FAILED);
        assertThat(err.toString()).isEqualToNormalizingNewlines("no answer\n");
    }

    @Test
    void an_illegal_argument_that_the_command_finds_is_a_usage_error() {
        assertThat(execute("--fail", "")).isEqualTo(CommandLines.USAGE);
        assertThat(err.toString()).isEqualToNormalizingNewlines("not possible\n");
    }

    @Test
    void help_runs_nothing_whatever_stands_beside_it() {
        assertThat(execute("--help", "--fail", "no answer", "--count", "99")).isZero();
        assertThat(out.toString()).contains("Usage: tool", "A tool.", "A count.");
    }

    private int execute(String... arguments) {
        return CommandLines.of(new Tool())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
