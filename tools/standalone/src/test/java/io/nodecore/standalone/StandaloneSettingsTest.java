package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nodecore.embedded.PostgresAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneSettingsTest {

    @Test
    void defaults_are_those_of_the_contract() {
        assertThat(StandaloneSettings.from(Map.of()))
                .isEqualTo(new StandaloneSettings(
                        3002,
                        3000,
                        3001,
                        Optional.empty(),
                        Path.of(".nodecore").toAbsolutePath(),
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new BindAddresses("127.0.0.1", "127.0.0.1"),
                        false));
    }

    @Test
    void all_variables_are_read() {
        assertThat(StandaloneSettings.from(Map.ofEntries(
                        Map.entry("GRPC_PORT", "0"),
                        Map.entry("HTTP_PORT", "8080"),
                        Map.entry("ADMIN_PORT", "8081"),
                        Map.entry("ADMIN_TOKEN", "secret"),
                        Map.entry("NODECORE_DATA", "/var/lib/nodecore"),
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"),
                        Map.entry("NODECORE_REPLICATION", "2"),
                        Map.entry("POSTGRES_URL", "jdbc:postgresql://db/nodecore"),
                        Map.entry("POSTGRES_USER", "core"),
                        Map.entry("POSTGRES_PASSWORD", "pw"),
                        Map.entry("REDIS_URL", "redis://cache:6379"),
                        Map.entry("CONTROL_TOKEN", "shared"),
                        Map.entry("ADMIN_BIND_ADDRESS", "0.0.0.0"),
                        Map.entry("INTERNAL_BIND_ADDRESS", "10.0.0.1"),
                        Map.entry("NODECORE_WEBHOOKS_0_NAME", "billing"))))
                .isEqualTo(new StandaloneSettings(
                        0,
                        8080,
                        8081,
                        Optional.of("secret"),
                        Path.of("/var/lib/nodecore"),
                        Optional.of("kafka:9092"),
                        2,
                        Optional.of(new PostgresAddress("jdbc:postgresql://db/nodecore", "core", "pw")),
                        Optional.of("redis://cache:6379"),
                        Optional.of("shared"),
                        new BindAddresses("0.0.0.0", "10.0.0.1"),
                        true));
    }

    @Test
    void three_brokers_store_each_record_unless_the_run_starts_its_own_kafka() {
        assertThat(StandaloneSettings.from(Map.of()).replication()).isEqualTo(1);
        assertThat(StandaloneSettings.from(Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"))
                        .replication())
                .isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StandaloneSettings.from(Map.of("NODECORE_REPLICATION", "none")))
                .withMessage("NODECORE_REPLICATION must be a number of brokers from 1 to 9, got 'none'");
    }

    @Test
    void the_webhook_relay_runs_only_if_a_webhook_is_configured() {
        assertThat(StandaloneSettings.from(Map.of()).services()).doesNotContain(Service.WEBHOOKS);
        assertThat(StandaloneSettings.from(Map.of("NODECORE_WEBHOOKS_0_NAME", ""))
                        .services())
                .doesNotContain(Service.WEBHOOKS);
        assertThat(StandaloneSettings.from(Map.of("NODECORE_WEBHOOKS_0_NAME", "billing"))
                        .services())
                .containsExactly(Service.values());
    }

    @Test
    void an_empty_variable_counts_as_unset() {
        assertThat(StandaloneSettings.from(Map.of("ADMIN_TOKEN", "", "HTTP_PORT", " ")))
                .isEqualTo(StandaloneSettings.from(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "65536", "3000.0", "99999999999"})
    void an_invalid_port_is_refused_with_its_variable_and_value(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StandaloneSettings.from(Map.of("ADMIN_PORT", value)))
                .withMessage("ADMIN_PORT must be a port from 0 (any free one) to 65535, got '" + value + "'");
    }
}
