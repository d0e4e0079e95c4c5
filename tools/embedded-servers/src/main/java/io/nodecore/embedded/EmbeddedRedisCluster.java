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

/** A real Redis Cluster: each server has a part of the slots; there are no replicas. */
public final class EmbeddedRedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;

    /** Distance from the port of the clients to that of the cluster bus; fixed before Redis 7. */
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
                cluster.send(i, "CLUSTER ADDSLOTS " + slots);
                cluster.send(i, "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
                if (i > 0) {
                    cluster.send(
                            i,
                            "CLUSTER MEET 127.0.0.1 " + cluster.servers.get(0).port());
                }
            }
            cluster.awaitAllSlots();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The URL of one server; clients learn the others from it. */
    public String url() {
        return servers.get(0).url();
    }

    /** Stops one server; no server serves its slots then. */
    public void stop(int server) {
        servers.get(server).close();
    }

    /** Starts a stopped server on its port and with its data, and returns when the cluster serves all slots. */
    public void startAgain(int server) throws IOException, InterruptedException {
        int port = servers.get(server).port();
        servers.set(server, EmbeddedRedis.start(folderOf(server), port, SETTINGS));
        awaitAllSlots();
    }

    @Override
    public void close() {
        servers.forEach(EmbeddedRedis::close);
    }

    /** A free port whose bus port is free and below those of outgoing connections too. */
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

    private void awaitAllSlots() throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!servesAllSlots()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "the Redis Cluster in " + folder + " does not serve all slots within " + TIMEOUT);
            }
            Thread.sleep(50);
        }
    }

    private boolean servesAllSlots() {
        try {
            for (int i = 0; i < servers.size(); i++) {
                String info = send(i, "CLUSTER INFO");
                if (!info.contains("cluster_state:ok") || !info.contains("cluster_size:" + servers.size())) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends one inline command and returns the text of the reply. */
    private String send(int server, String command) throws IOException {
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
