package io.nodecore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.commandline.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

    private static final Path DATA = Path.of("data");

    @Test
    void without_arguments_a_fleet_keeps_the_intervals_of_the_contract() {
        SimulateCommand command = parse();
        FleetSettings fleet = command.fleet(DATA);

        assertThat(fleet.nodes()).isEqualTo(5);
        assertThat(fleet.users()).isEqualTo(40);
        assertThat(fleet.subscriptionsPerUser()).isEqualTo(1);
        assertThat(fleet.agent()).isEqualTo(FleetSettings.CONTRACT_INTERVALS);
        assertThat(fleet.agent().heartbeat()).isEqualTo(Duration.ofSeconds(10));
        assertThat(fleet.agent().stats()).isEqualTo(Duration.ofSeconds(2));
        assertThat(fleet.agent().online()).isEqualTo(Duration.ofSeconds(5));
        assertThat(fleet.agent().usage()).isEqualTo(Duration.ofMinutes(1));
        assertThat(fleet.stateFile()).isEqualTo(Path.of("data/simulator/fleet.json"));
        assertThat(command.duration()).isEmpty();
        assertThat(command.isVerified()).isFalse();
    }

    @Test
    void every_option_has_its_effect() {
        SimulateCommand command = parse(
                "--nodes 7 --users 8 --subscriptions 2 --duration 90s --seed 11 --usage-interval 5s --speed 2 --repeat 0.5"
                        .concat(" --name load --state here.json --verify")
                        .split(" "));

        FleetSettings fleet = command.fleet(DATA);
        assertThat(fleet.nodes()).isEqualTo(7);
        assertThat(fleet.users()).isEqualTo(8);
        assertThat(fleet.subscriptionsPerUser()).isEqualTo(2);
        assertThat(command.duration()).contains(Duration.ofSeconds(90));
        assertThat(fleet.seed()).isEqualTo(11);
        assertThat(fleet.agent().usage()).isEqualTo(Duration.ofMillis(2500));
        assertThat(fleet.agent().stats()).isEqualTo(Duration.ofSeconds(1));
        assertThat(fleet.agent().repeatShare()).isEqualTo(0.5);
        assertThat(fleet.name()).isEqualTo("load");
        assertThat(fleet.stateFile()).isEqualTo(Path.of("here.json"));
        assertThat(command.isVerified()).isTrue();
    }

    @Test
    void the_help_names_every_option_and_needs_no_core() {
        var out = new StringWriter();
        int exit = CommandLines.of(new SimulateCommand(_ -> 1))
                .setOut(new PrintWriter(out))
                .execute("--help");

        String all =
                "--nodes --users --subscriptions --duration --seed --usage-interval --speed --repeat --name --state"
                        + " --verify --help";
        assertThat(exit).isZero();
        assertThat(all.split(" ")).allMatch(out.toString()::contains);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        --nodes x    | Invalid value for option '--nodes': 'x' is not an int
        --nodes 0    | --nodes needs a number from 1 to 100000, got '0'
        --nodes      | Missing required parameter for option '--nodes' (N)
        --speed 0    | --speed must be above 0
        --repeat 2   | must be 0 to 1
        --duration 5 | Invalid value for option '--duration': needs a duration such as 30s, 5m or 1h, got '5'
        --port 1     | Unknown option: '--port'
        """)
    void a_wrong_option_is_a_usage_error_that_names_it(String line, String message) {
        var err = new StringWriter();
        int exit = CommandLines.of(new SimulateCommand(command -> {
                    command.fleet(DATA);
                    return 0;
                }))
                .setErr(new PrintWriter(err))
                .execute(line.split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    private static SimulateCommand parse(String... arguments) {
        return CommandLines.parse(new SimulateCommand(_ -> 0), arguments);
    }
}
