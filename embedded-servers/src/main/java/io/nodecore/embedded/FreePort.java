package io.nodecore.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns a configured port into one that can be bound now. */
public final class FreePort {

    private FreePort() {}

    /** The port itself, or any free one of the loopback interface for 0. */
    public static int orAny(int port) {
        if (port != 0) {
            return port;
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    /**
     * The configured port, or for 0 the one that a server's folder had before, so that its clients find it again after a restart; any
     * free one where that is taken or the folder is new.
     */
    static int ofFolder(Path folder, int port) throws IOException {
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

    /** True when nothing listens on the port, on any interface. */
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
