package io.nodecore.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    private static final Path DATA = Path.of("data");

    @Test
    void without_arguments_a_fleet_keeps_the_contracts_intervals() {
        Arguments arguments = Arguments.parse(DATA);

        assertThat(arguments.fleet().nodes()).isEqualTo(5);
        assertThat(arguments.fleet().users()).isEqualTo(40);
        assertThat(arguments.fleet().subscriptionsPerUser()).isEqualTo(1);
        assertThat(arguments.fleet().agent()).isEqualTo(FleetSettings.CONTRACT_INTERVALS);
        assertThat(arguments.fleet().agent().heartbeat()).isEqualTo(Duration.ofSeconds(10));
        assertThat(arguments.fleet().agent().stats()).isEqualTo(Duration.ofSeconds(2));
        assertThat(arguments.fleet().agent().online()).isEqualTo(Duration.ofSeconds(5));
        assertThat(arguments.fleet().agent().usage()).isEqualTo(Duration.ofMinutes(1));
        assertThat(arguments.fleet().stateFile()).isEqualTo(Path.of("data/simulator/fleet.json"));
        assertThat(arguments.duration()).isEmpty();
        assertThat(arguments.verify()).isFalse();
    }

    @Test
    void every_option_has_its_effect() {
        Arguments arguments = Arguments.parse(
                DATA,
                "--nodes 7 --users 8 --subscriptions 2 --duration 90s --seed 11 --usage-interval 5s --speed 2 --repeat 0.5"
                        .concat(" --name load --state here.json --verify")
                        .split(" "));

        FleetSettings fleet = arguments.fleet();
        assertThat(fleet.nodes()).isEqualTo(7);
        assertThat(fleet.users()).isEqualTo(8);
        assertThat(fleet.subscriptionsPerUser()).isEqualTo(2);
        assertThat(arguments.duration()).contains(Duration.ofSeconds(90));
        assertThat(fleet.seed()).isEqualTo(11);
        assertThat(fleet.agent().usage()).isEqualTo(Duration.ofMillis(2500));
        assertThat(fleet.agent().stats()).isEqualTo(Duration.ofSeconds(1));
        assertThat(fleet.agent().repeatShare()).isEqualTo(0.5);
        assertThat(fleet.name()).isEqualTo("load");
        assertThat(fleet.stateFile()).isEqualTo(Path.of("here.json"));
        assertThat(arguments.verify()).isTrue();
    }

    @Test
    void the_help_names_every_option() {
        String all =
                "--nodes --users --subscriptions --duration --seed --usage-interval --speed --repeat --name --state"
                        + " --verify --help";

        assertThat(Arrays.asList(all.split(" "))).allMatch(Arguments.HELP::contains);
        assertThat(Arguments.parse(DATA, "--help").help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--nodes x, --nodes needs a whole number",
        "--nodes 0, a fleet has 1 node or more",
        "--nodes, --nodes needs a value",
        "--speed 0, --speed must be above 0",
        "--repeat 2, must be 0 to 1",
        "--duration 5, --duration needs a duration such as",
        "--port 1, unknown option --port",
    })
    void whatIsWrongIsSaid(String line, String message) {
        assertThatThrownBy(() -> Arguments.parse(DATA, line.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
