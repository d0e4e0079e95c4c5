package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneCommandTest {

    @Test
    void one_process_and_one_of_each_service_where_nothing_else_is_said() {
        assertThat(StandaloneCommand.parse()).isEqualTo(new StandaloneCommand(false, false, Replicas.ONE_OF_EACH));
        assertThat(StandaloneCommand.parse("up")).isEqualTo(StandaloneCommand.parse());
        assertThat(StandaloneCommand.parse("demo")).isEqualTo(new StandaloneCommand(true, false, Replicas.ONE_OF_EACH));
    }

    @Test
    void replicas_come_in_one_list_or_in_many() {
        var expected = new StandaloneCommand(false, true, new Replicas(Map.of(Service.USAGE, 2, Service.GATEWAY, 3)));
        assertThat(StandaloneCommand.parse("up", "--processes", "--replicas", "usage-aggregator=2,ingest-gateway=3"))
                .isEqualTo(expected);
        assertThat(StandaloneCommand.parse(
                        "up", "--replicas", "usage-aggregator=2", "--replicas", "ingest-gateway=3", "--processes"))
                .isEqualTo(expected);
        assertThat(expected.replicas().of(Service.CONFIG)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        down                                      | expected up or demo, got 'down'
        up --replicas usage-aggregator=2          | --replicas needs --processes: one process holds one of each service
        up --processes --replicas                 | --replicas needs SERVICE=N, such as usage-aggregator=2
        up --processes --replicas usage=2         | --replicas: no service is called 'usage', there are config-service, usage-aggregator, presence-service, enrichment-worker, webhook-relay, ingest-gateway
        up --processes --replicas usage-aggregator=0 | --replicas needs SERVICE=N with N from 1 to 8, got 'usage-aggregator=0'
        up --processes --replicas usage-aggregator=9 | --replicas needs SERVICE=N with N from 1 to 8, got 'usage-aggregator=9'
        up --processes --replicas usage-aggregator   | --replicas needs SERVICE=N with N from 1 to 8, got 'usage-aggregator'
        up --processes --replicas config-service=2   | --replicas: one config-service has the admin port, got 'config-service=2'
        demo --fast                               | 'demo' takes --processes and --replicas SERVICE=N, got '--fast'; settings are environment variables (./nodecore help)
        """)
    void what_can_not_be_done_is_refused_with_a_text_for_the_user(String arguments, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StandaloneCommand.parse(arguments.split(" ")))
                .withMessage(message);
    }
}
