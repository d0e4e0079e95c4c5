package io.nodecore.adminclient;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code run.json}: the addresses of a ready run on this machine. Tools and tests from outside rely on its content.
 *
 * @param postgresUrl JDBC URL
 * @param managementPorts of each service, by its module's name and, from the second replica on, its number: health and metrics
 * @param edges the addresses for nodes, one of each gateway
 */
@JsonPropertyOrder({"pid", "httpPort", "grpcPort", "adminPort", "adminToken"})
public record RunFile(
        long pid,
        int httpPort,
        int grpcPort,
        int adminPort,
        String adminToken,
        String kafkaBootstrapServers,
        String postgresUrl,
        String postgresUser,
        String postgresPassword,
        String redisUrl,
        @Nullable Instant readyAt,
        Map<String, Integer> managementPorts,
        List<Edge> edges) {

    /** Where a run that was started in the working directory writes it. */
    public static final Path IN_WORKING_DIRECTORY = Path.of(".nodecore", "run.json");

    /** The ports of one gateway. */
    public record Edge(int httpPort, int grpcPort) {}

    /** @throws IOException if the file is missing or not readable; the message says what to do */
    public static RunFile read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("there is no " + file
                    + ": start Nodecore in this folder (./nodecore up) and wait until it is ready");
        }
        return JsonMapper.shared().readValue(Files.readAllBytes(file), RunFile.class);
    }

    public URI adminUrl() {
        return URI.create("http://127.0.0.1:" + adminPort);
    }

    public URI httpUrl() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** {@code host:port} */
    public String grpcTarget() {
        return "127.0.0.1:" + grpcPort;
    }

    /** The token opens the whole control plane: this text may end in a log. */
    @Override
    public String toString() {
        return "run of process " + pid + ", admin " + adminUrl();
    }
}
