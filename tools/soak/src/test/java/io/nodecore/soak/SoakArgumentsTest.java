package io.nodecore.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakArgumentsTest {

    @Test
    void defaults() {
        SoakArguments defaults = SoakArguments.parse("--seed", "7");
        assertThat(defaults)
                .isEqualTo(new SoakArguments(
                        7,
                        Duration.ofMinutes(10),
                        EnumSet.allOf(Fault.Group.class),
                        12,
                        120,
                        Duration.ofMillis(250),
                        List.of("usage-aggregator=2", "ingest-gateway=2"),
                        false,
                        false));
        assertThat(defaults.faultNames()).isEqualTo("all");
    }

    @Test
    void what_it_says_to_run_again_is_the_same_run() {
        SoakArguments arguments = SoakArguments.parse(
                "--seed", "1", "--duration", "90s", "--faults", "kill,broker", "--nodes", "3", "--users", "4");
        String command = arguments.rerun();
        assertThat(command).startsWith("./nodecore soak --seed 1 ");
        assertThat(SoakArguments.parse(command.replace("./nodecore soak ", "").split(" ")))
                .isEqualTo(arguments);
        assertThat(SoakArguments.parse("--faults", "none").faultNames()).isEqualTo("none");
    }

    @Test
    void the_help_names_every_group_of_faults() {
        for (Fault.Group group : Fault.Group.values()) {
            assertThat(SoakArguments.HELP).contains(group.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --seed x         | --seed needs a whole number, got 'x'
            --duration 0s    | --duration needs a duration such as 30s, 5m or 1h, got '0s'
            --duration long  | --duration needs a duration such as 30s, 5m or 1h, got 'long'
            --nodes 0        | --nodes needs a number from 1 to 10000, got '0'
            --faults fire    | --faults takes all, none, or some of kill,pause,rebalance,broker,postgres,redis,poison; got 'fire'
            --seed           | --seed needs a value
            --fast           | unknown option --fast, see --help
            """)
    void what_can_not_be_understood_is_refused_with_a_text_for_the_user(String arguments, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SoakArguments.parse(arguments.split(" ")))
                .withMessage(message);
    }
}
