package io.nodecore.adminclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

    @TempDir
    private Path folder;

    @Test
    void addresses_are_those_of_the_loopback() throws IOException {
        RunFile run = RunFile.read(Files.writeString(folder.resolve("run.json"), """
                {"pid": 7, "httpPort": 3000, "grpcPort": 3002, "adminPort": 3001, "adminToken": "secret",
                 "kafkaBootstrapServers": "127.0.0.1:9092", "postgresUrl": "jdbc:postgresql://127.0.0.1/nodecore",
                 "postgresUser": "nodecore", "postgresPassword": "pw", "redisUrl": "redis://127.0.0.1:6379",
                 "readyAt": "2026-11-23T10:00:00Z", "managementPorts": {"ingest-gateway": 4000},
                 "edges": [{"httpPort": 3000, "grpcPort": 3002}], "memberOfALaterVersion": true}"""));

        assertThat(run.adminUrl()).isEqualTo(URI.create("http://127.0.0.1:3001"));
        assertThat(run.httpUrl()).isEqualTo(URI.create("http://127.0.0.1:3000"));
        assertThat(run.grpcTarget()).isEqualTo("127.0.0.1:3002");
        assertThat(run.managementPorts()).containsEntry("ingest-gateway", 4000);
        assertThat(run.edges()).containsExactly(new RunFile.Edge(3000, 3002));
        assertThat(run.toString()).doesNotContain("secret", "pw");
    }

    @Test
    void a_missing_file_says_how_to_start_a_run() {
        assertThatThrownBy(() -> RunFile.read(folder.resolve("run.json")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no " + folder.resolve("run.json"))
                .hasMessageContaining("./nodecore up");
    }
}
