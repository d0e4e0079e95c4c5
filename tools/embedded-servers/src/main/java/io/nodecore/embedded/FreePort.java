package io.nodecore.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Turns a configured port into one that can be bound now. */
public final class FreePort {

    /** This range is below the ports that operating systems use for outgoing connections; such a port may be taken before it is bound. */
    private static final int FIRST = 10_240;

    static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    private static final Set<Integer> given = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** Returns the port itself, or for 0 a free port that this process has not returned before. */
    public static int orAny(int port) {
        if (port != 0) {
            return port;
        }
        for (int i = 0; i < TRIES; i++) {
            int candidate = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(candidate) && given.add(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + LAST + " in " + TRIES + " tries");
    }

    /**
     * Returns the configured port, or for 0 the port that the server's folder had before, so that clients reach the server again after a
     * restart. If that port is taken or the folder is new, returns any free port.
     */
    public static int ofFolder(Path folder, int port) throws IOException {
        if (port != 0) {
            return port;
        }
        Path file = folder.resolveSibling(folder.getFileName() + ".port");
        if (Files.exists(file)) {
            String before = Files.readString(file).strip();
            if (before.matches("[0-9]{1,5}") && isFree(Integer.parseInt(before))) {
                return Integer.parseInt(before);
            }
        }
        int fresh = orAny(0);
        Files.writeString(file, Integer.toString(fresh));
        return fresh;
    }

    /** Returns true if no process listens on the port, on any interface. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
