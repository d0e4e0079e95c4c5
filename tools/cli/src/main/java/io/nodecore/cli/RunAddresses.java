package io.nodecore.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** What a tool needs of {@code run.json}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record RunAddresses(
        int grpcPort,
        int adminPort,
        String adminToken,
        String kafkaBootstrapServers,
        String postgresUrl,
        String postgresUser,
        String postgresPassword,
        String redisUrl) {

    static RunAddresses read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("no " + file
                    + " here: start Nodecore in this folder first (./nodecore up), and wait until it is ready");
        }
        return JsonMapper.builder().build().readValue(Files.readAllBytes(file), RunAddresses.class);
    }
}
