package io.nodecore.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The folder with the data of the embedded servers; one run at a time uses it. */
final class DataFolder implements AutoCloseable {

    private static final int TOKEN_BYTES = 24;

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens and locks the folder.
     *
     * @throws StartRefused if another run uses it
     */
    static DataFolder open(Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new StartRefused("another run uses the data folder " + path
                    + "; stop it first, or set NODECORE_DATA to another folder");
        }
        return new DataFolder(path, channel);
    }

    Path of(String part) {
        return path.resolve(part);
    }

    /** Returns the given token, or else the generated token of this folder. */
    String adminToken(Optional<String> given) throws IOException {
        return given.isPresent() ? given.get() : adminToken();
    }

    /** The secret between ingest-gateway and config-service: the given one, or else the generated one of this folder. */
    String controlToken(Optional<String> given) throws IOException {
        return given.isPresent() ? given.get() : secret("control-token");
    }

    /** The admin token of this folder: generated at its first use; only the owner can read the file. */
    String adminToken() throws IOException {
        return secret("admin-token");
    }

    private String secret(String name) throws IOException {
        Path file = path.resolve(name);
        if (!Files.exists(file)) {
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return Files.readString(file).strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
