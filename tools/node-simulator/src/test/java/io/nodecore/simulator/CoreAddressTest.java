package io.nodecore.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.simulator.ledger.PostgresAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreAddressTest {

    @TempDir
    private Path folder;

    @Test
    void a_core_on_this_machine_is_found_by_its_run_json() throws IOException {
        assertThat(CoreAddress.find(Map.of(), runJson()))
                .isEqualTo(new CoreAddress(
                        "127.0.0.1:3002",
                        true,
                        URI.create("http://127.0.0.1:3000"),
                        URI.create("http://127.0.0.1:3001"),
                        "secret",
                        new PostgresAddress("jdbc:postgresql://localhost:5432/nodecore", "nodecore", "pw")));
    }

    @Test
    void the_environment_comes_first() throws IOException {
        Map<String, String> environment = Map.of(
                "CORE_GRPC_URL", "grpc://core.example:443",
                "CORE_HTTP_URL", "https://core.example",
                "ADMIN_URL", "https://admin.example",
                "ADMIN_TOKEN", "other");

        CoreAddress core = CoreAddress.find(environment, runJson());

        assertThat(core.grpc()).isEqualTo("core.example:443");
        assertThat(core.http()).isEqualTo(URI.create("https://core.example"));
        assertThat(core.admin()).isEqualTo(URI.create("https://admin.example"));
        assertThat(core.adminToken()).isEqualTo("other");
        assertThat(core.plaintext())
                .as("another Core speaks TLS unless told otherwise")
                .isFalse();
    }

    @Test
    void insecure_means_plaintext() throws IOException {
        assertThat(CoreAddress.find(Map.of("CORE_GRPC_URL", "core:3002", "CORE_INSECURE", "true"), runJson())
                        .plaintext())
                .isTrue();
        assertThat(CoreAddress.find(Map.of("CORE_INSECURE", "false"), runJson()).plaintext())
                .isFalse();
    }

    @Test
    void without_a_run_json_the_first_missing_setting_is_named() {
        assertThatThrownBy(() -> CoreAddress.find(Map.of(), folder.resolve("run.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CORE_GRPC_URL is not set");
        assertThatThrownBy(() -> CoreAddress.find(Map.of("CORE_GRPC_URL", "core:3002"), folder.resolve("run.json")))
                .hasMessageContaining("CORE_HTTP_URL is not set");
    }

    @Test
    void its_text_hides_the_token() throws IOException {
        assertThat(CoreAddress.find(Map.of(), runJson()).toString()).doesNotContain("secret", "pw");
    }

    private Path runJson() throws IOException {
        return Files.writeString(folder.resolve("run.json"), """
                {"pid": 1, "httpPort": 3000, "grpcPort": 3002, "adminPort": 3001, "adminToken": "secret",
                 "postgresUrl": "jdbc:postgresql://localhost:5432/nodecore", "postgresUser": "nodecore",
                 "postgresPassword": "pw", "readyAt": "2026-11-23T10:00:00Z"}""");
    }
}
