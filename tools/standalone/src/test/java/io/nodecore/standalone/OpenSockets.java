package io.nodecore.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The current TCP connections of a process and its descendants, from /proc. */
final class OpenSockets {

    private static final String LISTENING = "0A";

    /** @param remote such as {@code 0100007F:1F90}: address and port in hex */
    private record Socket(String local, String remote, String state, String inode) {

        int localPort() {
            return port(local);
        }

        int remotePort() {
            return port(remote);
        }

        private static int port(String endpoint) {
            return Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1), 16);
        }

        boolean staysHere() {
            String address = remote.substring(0, remote.indexOf(':'));
            return address.endsWith("0100007F") || address.endsWith("00000000000000000000000001000000");
        }
    }

    private OpenSockets() {}

    /**
     * Where the process has connected to by itself: connections to a port of its own, by others or within it, are not among them. A
     * port elsewhere than on this machine comes out negative.
     */
    static Set<Integer> portsConnectedTo(long pid) {
        List<Socket> sockets = of(pid);
        Set<Integer> own = new HashSet<>();
        sockets.stream()
                .filter(socket -> socket.state().equals(LISTENING))
                .forEach(socket -> own.add(socket.localPort()));
        Set<Integer> ports = new TreeSet<>();
        sockets.stream()
                .filter(socket -> !socket.state().equals(LISTENING) && !own.contains(socket.localPort()))
                .filter(socket -> !(socket.staysHere() && own.contains(socket.remotePort())))
                .forEach(socket -> ports.add(socket.staysHere() ? socket.remotePort() : -socket.remotePort()));
        return ports;
    }

    private static List<Socket> of(long pid) {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            files.forEach(file -> {
                try {
                    String target = Files.readSymbolicLink(file).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring(8, target.length() - 1));
                    }
                } catch (IOException closedMeanwhile) {
                    return;
                }
            });
            return Stream.of("tcp", "tcp6")
                    .flatMap(table -> lines(Path.of("/proc/" + pid + "/net/" + table)))
                    .map(line -> line.strip().split("\\s+"))
                    .map(columns -> new Socket(columns[1], columns[2], columns[3], columns[9]))
                    .filter(socket -> inodes.contains(socket.inode()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
