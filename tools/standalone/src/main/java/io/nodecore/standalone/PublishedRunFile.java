package io.nodecore.standalone;

import io.nodecore.adminclient.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The {@code run.json} of a ready run, from its writing until the run ends. */
final class PublishedRunFile implements AutoCloseable {

    private final Path file;

    private PublishedRunFile(Path file) {
        this.file = file;
    }

    static RunFile content(
            ServiceArguments run, Instant readyAt, Map<String, Integer> managementPorts, List<RunFile.Edge> edges) {
        return new RunFile(
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

    /** Writes the file at once as a whole, readable by the owner only: it holds the admin token. */
    static PublishedRunFile write(Path folder, RunFile content) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("run.json");
        Path draft = folder.resolve("run.json.draft");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                draft,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new PublishedRunFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
