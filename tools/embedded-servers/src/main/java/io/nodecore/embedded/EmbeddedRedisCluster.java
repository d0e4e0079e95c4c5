package io.nodecore.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A real Redis Cluster: servers that share the slots out, without replicas. */
public final class EmbeddedRedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;

    /** The servers speak to each other on a port so far above that of the clients; nothing can be set about it before Redis 7. */
    private static final int BUS = 10_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final List<String> SETTINGS = List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "1000");

    private final Path folder;
    private final List<EmbeddedRedis> servers = new ArrayList<>();

    private EmbeddedRedisCluster(Path folder) {
        this.folder = folder;
    }

    /** Starts the servers and returns when each knows that all slots are served. */
    public static EmbeddedRedisCluster start(Path folder, int servers) throws IOException, InterruptedException {
        var cluster = new EmbeddedRedisCluster(folder);
        try {
            for (int i = 0; i < servers; i++) {
                cluster.servers.add(EmbeddedRedis.start(cluster.folderOf(i), portWithBus(), SETTINGS));
                int last = SLOTS * (i + 1) / servers;
                String slots = IntStream.range(SLOTS * i / servers, last)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" "));
                cluster.ask(i, "CLUSTER ADDSLOTS " + slots);
                cluster.ask(i, "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
                if (i > 0) {
                    cluster.ask(
                            i,
                            "CLUSTER MEET 127.0.0.1 " + cluster.servers.get(0).port());
                }
            }
            cluster.awaitWhole();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** One server of the cluster, which knows the others. */
    public String url() {
        return servers.get(0).url();
    }

    /** Ends one server; the slots that it has are then served by nobody. */
    public void stop(int server) {
        servers.get(server).close();
    }

    /** Starts it again, on its port and with what it had, and returns when the cluster is whole. */
    public void startAgain(int server) throws IOException, InterruptedException {
        int port = servers.get(server).port();
        servers.set(server, EmbeddedRedis.start(folderOf(server), port, SETTINGS));
        awaitWhole();
    }

    @Override
    public void close() {
        servers.forEach(EmbeddedRedis::close);
    }

    /** The bus port stays below those of outgoing connections, too. */
    private static int portWithBus() {
        int port = FreePort.orAny(0);
        while (port + BUS > FreePort.LAST || !FreePort.isFree(port + BUS)) {
            port = FreePort.orAny(0);
        }
        return port;
    }

    private Path folderOf(int server) {
        return folder.resolve("server-" + server).resolve("redis");
    }

    private void awaitWhole() throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!isWhole()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the Redis Cluster in " + folder + " is not whole within " + TIMEOUT);
            }
            Thread.sleep(50);
        }
    }

    private boolean isWhole() {
        try {
            for (int i = 0; i < servers.size(); i++) {
                String info = ask(i, "CLUSTER INFO");
                if (!info.contains("cluster_state:ok") || !info.contains("cluster_size:" + servers.size())) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** One inline command; the answer's text, where it has one. */
    private String ask(int server, String command) throws IOException {
        try (var socket = new Socket(
                        InetAddress.getLoopbackAddress(), servers.get(server).port());
                var answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String first = answer.readLine();
            if (first == null || first.startsWith("-")) {
                throw new IllegalStateException("Redis refuses " + command.substring(0, 20) + "…: " + first);
            }
            if (!first.startsWith("$")) {
                return first;
            }
            char[] text = new char[Integer.parseInt(first.substring(1))];
            int read = 0;
            while (read < text.length) {
                int more = answer.read(text, read, text.length - read);
                if (more < 0) {
                    throw new IOException("Redis closed its answer to " + command);
                }
                read += more;
            }
            return new String(text);
        }
    }
}
