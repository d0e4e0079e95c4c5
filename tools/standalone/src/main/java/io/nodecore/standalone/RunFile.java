package io.nodecore.standalone;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code run.json}: the addresses of a ready run. Tools and external tests rely on it. */
public final class RunFile implements AutoCloseable {

    /**
     * The file's content.
     *
     * @param postgresUrl JDBC URL
     * @param managementPorts ports of health and metrics by service, with a number from the second replica on
     * @param edges ports of each gateway for nodes
     */
    @JsonPropertyOrder({"pid", "httpPort", "grpcPort", "adminPort", "adminToken"})
    public record Content(
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
            Instant readyAt,
            Map<String, Integer> managementPorts,
            List<Edge> edges) {

        static Content of(
                ServiceArguments run, Instant readyAt, Map<String, Integer> managementPorts, List<Edge> edges) {
            return new Content(
                    ProcessHandle.current().pid(),
                    run.ports().http(),
                    run.ports().grpc(),
                    run.ports().admin(),
                    run.adminToken(),
                    run.servers().kafka(),
                    run.servers().postgres().url(),
                    run.servers().postgres().user(),
                    run.servers().postgres().password(),
                    run.servers().redis(),
                    readyAt,
                    managementPorts,
                    edges);
        }
    }

    /** The ports of one gateway. */
    public record Edge(int httpPort, int grpcPort) {}

    private final Path file;

    private RunFile(Path file) {
        this.file = file;
    }

    /** Writes the file atomically, readable by the owner only because it contains the admin token. */
    static RunFile write(Path folder, Content content) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("run.json");
        Path draft = folder.resolve("run.json.draft");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                draft,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new RunFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
