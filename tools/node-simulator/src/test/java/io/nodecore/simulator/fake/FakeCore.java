package io.nodecore.simulator.fake;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.nodecore.simulator.CoreAddress;
import io.nodecore.simulator.core.Report;
import io.nodecore.simulator.ledger.Ledger;
import io.nodecore.simulator.ledger.StoredTotals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * A Core small enough to be believed: real gRPC and HTTP servers, everything in memory, every report counted once by its id, and told
 * which calls to spoil.
 */
public final class FakeCore implements AutoCloseable {

    public static final String ADMIN_TOKEN = "admin-token";

    public enum Transport {
        GRPC,
        HTTP
    }

    /** What the Core does with a report. */
    public enum Fate {
        /** Counts it and answers. */
        ANSWERED,
        /** Counts it; the answer never reaches the agent. */
        ANSWER_LOST,
        /** Does not count it, and says UNAVAILABLE or 503. */
        UNAVAILABLE,
        /** Does not count it, and says RESOURCE_EXHAUSTED or 429. */
        OVERLOADED,
        /** Does not count it, and says INVALID_ARGUMENT or 400. */
        INVALID
    }

    public record Arrival(Transport transport, long nodeId, Report report) {}

    public final FakeControl control = new FakeControl();
    private final Ledger counted = new Ledger();
    private final Set<String> countedIds = new HashSet<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Queue<Fate> grpcFates = new ConcurrentLinkedQueue<>();
    private final Queue<Fate> httpFates = new ConcurrentLinkedQueue<>();
    private final Server grpc;
    private final HttpServer http;

    public FakeCore() {
        try {
            grpc = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(FakeNodeGrpc.of(this))
                    .build()
                    .start();
            http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        http.createContext("/node/", new FakeNodeHttp(this));
        http.createContext("/admin/", new FakeAdminHttp(control));
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
    }

    public CoreAddress address() {
        URI uri = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        return new CoreAddress(grpcTarget(), true, uri, uri, ADMIN_TOKEN, null);
    }

    public String grpcTarget() {
        return "127.0.0.1:" + grpc.getPort();
    }

    /** Spoils the next calls of a transport that carry a report; those after them are answered. */
    public void spoil(Transport transport, Fate... fates) {
        (transport == Transport.GRPC ? grpcFates : httpFates).addAll(List.of(fates));
    }

    Fate receive(Transport transport, long nodeId, Report report) {
        Fate next = (transport == Transport.GRPC ? grpcFates : httpFates).poll();
        Fate fate = next == null ? Fate.ANSWERED : next;
        synchronized (this) {
            arrivals.add(new Arrival(transport, nodeId, report));
            boolean counts = fate == Fate.ANSWERED || fate == Fate.ANSWER_LOST;
            if (counts && countedIds.add(nodeId + " " + report.id())) {
                counted.acknowledged(nodeId, report);
                control.hear(nodeId, report);
            }
        }
        return fate;
    }

    /** Every report that arrived, also the ones that did not count. */
    public synchronized List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** The truth: each report once. */
    public StoredTotals acknowledged() {
        return counted.acknowledged();
    }

    @Override
    public void close() {
        grpc.shutdownNow();
        http.stop(0);
    }
}
