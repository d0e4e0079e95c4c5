package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.commandline.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneCommandTest {

    private final List<StandaloneCommand> started = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void one_process_and_one_of_each_service_without_options() {
        assertThat(parse()).isEqualTo(new StandaloneCommand(false, false, Replicas.ONE_OF_EACH));
        assertThat(parse("up")).isEqualTo(parse());
        assertThat(parse("demo")).isEqualTo(new StandaloneCommand(true, false, Replicas.ONE_OF_EACH));
    }

    @Test
    void replicas_come_in_one_list_or_in_many() {
        var expected = new StandaloneCommand(false, true, new Replicas(Map.of(Service.USAGE, 2, Service.GATEWAY, 3)));
        assertThat(parse("up", "--processes", "--replicas", "usage-aggregator=2,ingest-gateway=3"))
                .isEqualTo(expected);
        assertThat(parse("up", "--replicas=usage-aggregator=2", "--replicas", "ingest-gateway=3", "--processes"))
                .isEqualTo(expected);
        assertThat(expected.replicas().of(Service.CONFIG)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        down                                      | unknown command 'down'
        up --replicas usage-aggregator=2          | --replicas needs --processes: one process holds one of each service
        up --processes --replicas                 | Missing required parameter for option '--replicas' (SERVICE=N)
        up --processes --replicas usage=2         | --replicas: no service is called 'usage', there are config-service, usage-aggregator, presence-service, enrichment-worker, webhook-relay, ingest-gateway
        up --processes --replicas usage-aggregator=0 | --replicas needs SERVICE=N with N from 1 to 8, got 'usage-aggregator=0'
        up --processes --replicas usage-aggregator=9 | --replicas needs SERVICE=N with N from 1 to 8, got 'usage-aggregator=9'
        up --processes --replicas usage-aggregator   | --replicas needs SERVICE=N with N from 1 to 8, got 'usage-aggregator'
        up --processes --replicas config-service=2   | --replicas: one config-service has the admin port, got 'config-service=2'
        demo --fast                               | Unknown option: '--fast'
        """)
    void a_command_that_is_not_possible_is_a_usage_error(String arguments, String message) {
        assertThat(execute(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(started).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "demo"})
    void help_starts_nothing(String verb) {
        assertThat(execute(verb, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: ./nodecore " + verb, "--processes", "--replicas");
        assertThat(started).isEmpty();
    }

    private StandaloneCommand parse(String... arguments) {
        assertThat(execute(arguments)).as("exit code, %s", err).isZero();
        return started.getLast();
    }

    private int execute(String... arguments) {
        return CommandLines.of(new StandaloneOptions(command -> {
                    started.add(command);
                    return 0;
                }))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
