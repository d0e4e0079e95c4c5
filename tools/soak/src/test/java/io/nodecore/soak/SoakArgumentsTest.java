package io.nodecore.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.commandline.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakArgumentsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void defaults() {
        SoakArguments defaults = parse("--seed", "7");
        assertThat(defaults)
                .isEqualTo(new SoakArguments(
                        7,
                        Duration.ofMinutes(10),
                        EnumSet.allOf(Fault.Group.class),
                        12,
                        120,
                        Duration.ofMillis(250),
                        List.of("usage-aggregator=2", "ingest-gateway=2"),
                        false));
        assertThat(defaults.faultNames()).isEqualTo("all");
    }

    @Test
    void what_it_says_to_run_again_is_the_same_run() {
        SoakArguments arguments =
                parse("--seed", "1", "--duration", "90s", "--faults", "kill,broker", "--nodes", "3", "--users", "4");
        String command = arguments.rerun();
        assertThat(command).startsWith("./nodecore soak --seed 1 ");
        assertThat(parse(command.replace("./nodecore soak ", "").split(" "))).isEqualTo(arguments);
        assertThat(parse("--faults", "none").faultNames()).isEqualTo("none");
    }

    @Test
    void the_help_names_every_group_of_faults_and_starts_nothing() {
        assertThat(execute("--help")).isZero();
        for (Fault.Group group : Fault.Group.values()) {
            assertThat(out.toString()).contains(group.name().toLowerCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --seed x         | Invalid value for option '--seed': 'x' is not a long
            --duration 0s    | Invalid value for option '--duration': needs a duration such as 30s, 5m or 1h, got '0s'
            --duration long  | Invalid value for option '--duration': needs a duration such as 30s, 5m or 1h, got 'long'
            --nodes 0        | --nodes needs a number from 1 to 10000, got '0'
            --faults fire    | --faults takes all, none, or some of kill,pause,rebalance,broker,postgres,redis,poison; got 'fire'
            --seed           | Missing required parameter for option '--seed' (N)
            --fast           | Unknown option: '--fast'
            """)
    void a_wrong_option_is_a_usage_error_that_names_it(String arguments, String message) {
        assertThat(execute(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    private static SoakArguments parse(String... arguments) {
        return CommandLines.parse(new SoakCommand(_ -> 0), arguments).arguments();
    }

    /** With a soak that fails if it is started. */
    private int execute(String... arguments) {
        return CommandLines.of(new SoakCommand(_ -> CommandLines.FAILED))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
