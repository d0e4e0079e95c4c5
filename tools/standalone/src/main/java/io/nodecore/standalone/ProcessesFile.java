package io.nodecore.standalone;

import io.nodecore.standalone.processes.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** {@code processes.json}: name, pid, state and number of starts of each process of a run, for example for tests that kill one. */
final class ProcessesFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProcessesFile.class);

    private final Path file;
    private @Nullable Supervisor supervisor;
    private boolean closed;

    ProcessesFile(Path folder) {
        this.file = folder.resolve("processes.json");
    }

    synchronized void follow(Supervisor followed) {
        supervisor = followed;
    }

    /** Writes the current state; to be called after each change. */
    void write() {
        Supervisor followed;
        synchronized (this) {
            followed = supervisor;
        }
        if (followed != null) {
            write(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(followed.status()));
        }
    }

    private synchronized void write(byte[] content) {
        if (closed) {
            return;
        }
        Path draft = file.resolveSibling("processes.json.draft");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("can't write {}", file, e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        Files.deleteIfExists(file);
    }
}
