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

/** {@code run.json}: where a ready run can be reached. Tools and tests from outside rely on it. */
public final class RunFile implements AutoCloseable {

    /**
     * The file's content.
     *
     * @param postgresUrl JDBC URL
     * @param managementPorts of each service, by its module's name and, from the second replica on, its number: health and metrics
     * @param edges where nodes report, one of each gateway
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

    /** Writes the file at once as a whole, readable by the owner only: it holds the admin token. */
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
