package io.nodecore.simulator.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nodes, keys, users and links of a fleet, stored between two runs. The file contains auth keys: only its owner can read it. One process
 * uses it at a time. Safe for use by several threads.
 */
public final class FleetState implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final FileChannel lock;
    private final List<NodeState> nodes;
    private final List<UserState> users;

    private FleetState(Path file, FileChannel lock, Content content) {
        this.file = file;
        this.lock = lock;
        this.nodes = new ArrayList<>(content.nodes());
        this.users = new ArrayList<>(content.users());
    }

    /**
     * Opens the file, or an empty state if there is no file.
     *
     * @throws IllegalStateException if another fleet uses the file
     */
    public static FleetState open(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            FileChannel lock = FileChannel.open(
                    file.resolveSibling(file.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (!tryLock(lock)) {
                lock.close();
                throw new IllegalStateException(
                        "another fleet uses " + file + ": stop it, or set another file for this fleet");
            }
            Content content = Files.exists(file)
                    ? JSON.readValue(Files.readString(file), Content.class)
                    : new Content(List.of(), List.of());
            return new FleetState(file, lock, content);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    public synchronized List<Long> nodeIds() {
        return nodes.stream().map(NodeState::nodeId).filter(id -> id > 0).toList();
    }

    public synchronized List<Long> subscriptionIds() {
        return users.stream()
                .flatMap(user -> user.subscriptions().stream())
                .map(SubscriptionState::id)
                .toList();
    }

    synchronized Optional<NodeState> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    synchronized void remember(NodeState node) {
        nodes.removeIf(known -> known.name().equals(node.name()));
        nodes.add(node);
        save();
    }

    synchronized Optional<UserState> user(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    synchronized void remember(UserState user) {
        users.removeIf(known -> known.name().equals(user.name()));
        users.add(user);
        save();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a draft and moves it: after a crash the file is the old one or the new one. */
    private void save() {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(written);
            Files.createFile(
                    written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    written, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new Content(nodes, users)));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (java.nio.channels.OverlappingFileLockException e) {
            return false;
        }
    }

    record Content(List<NodeState> nodes, List<UserState> users) {}

    /**
     * A node that has a registration code or a key.
     *
     * @param port of the agent's own HTTP server
     * @param code the registration code; kept until it is redeemed, because a repeat with the code returns the same node
     * @param nodeId 0 until the code is redeemed
     * @param authKey absent until the code is redeemed
     */
    record NodeState(
            String name,
            int port,
            @Nullable String code,
            long nodeId,
            @Nullable String authKey) {}

    record UserState(String name, long id, List<SubscriptionState> subscriptions) {}

    /** @param linked the node protocols that the subscription has a link on */
    record SubscriptionState(long id, List<Long> linked) {}
}
