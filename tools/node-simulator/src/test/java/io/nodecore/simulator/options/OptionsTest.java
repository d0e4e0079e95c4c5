package io.nodecore.simulator.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void what_is_not_given_is_what_it_is_otherwise() {
        Options none = parse();
        assertThat(none.has("--flag")).isFalse();
        assertThat(none.text("--value")).isEmpty();
        assertThat(none.number("--value", 7)).isEqualTo(7);
        assertThat(none.count("--value", 7, 10)).isEqualTo(7);
        assertThat(none.fraction("--value", 0.5)).isEqualTo(0.5);
        assertThat(none.duration("--value", MINUTE)).isEqualTo(MINUTE);
    }

    @Test
    void the_last_of_two_values_counts() {
        assertThat(parse("--value", "1", "--flag", "--value", "2").number("--value", 0))
                .isEqualTo(2);
        assertThat(parse("--value", "1", "--flag").has("--flag")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "90S,PT1M30S", "10m,PT10M", "2h,PT2H"})
    void durations_have_a_unit(String text, Duration duration) {
        assertThat(parse("--value", text).duration("--value", MINUTE)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "0s", "5 s", "5d", "1.5s", "9999999999s"})
    void what_is_no_duration_is_refused_with_its_name(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--value", text).duration("--value", MINUTE))
                .withMessage("--value needs a duration such as 30s, 5m or 1h, got '" + text + "'");
    }

    @Test
    void numbers_that_are_none_or_out_of_range_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--value", "x").number("--value", 1))
                .withMessage("--value needs a whole number, got 'x'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--value", "11").count("--value", 1, 10))
                .withMessage("--value needs a number from 1 to 10, got '11'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--value", "half").fraction("--value", 1))
                .withMessage("--value needs a number, got 'half'");
    }

    @Test
    void unknown_names_and_missing_values_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--other"))
                .withMessage("unknown option --other, see --help");
        assertThatIllegalArgumentException().isThrownBy(() -> parse("--value")).withMessage("--value needs a value");
    }

    private static Options parse(String... arguments) {
        return Options.parse(Set.of("--flag"), Set.of("--value"), arguments);
    }
}
