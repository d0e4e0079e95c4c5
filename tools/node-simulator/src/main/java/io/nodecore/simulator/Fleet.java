package io.nodecore.simulator;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.nodecore.simulator.agent.AgentIdentity;
import io.nodecore.simulator.agent.AgentStatusHttp;
import io.nodecore.simulator.agent.ConfigWatch;
import io.nodecore.simulator.agent.FaultRates;
import io.nodecore.simulator.agent.LossyTransport;
import io.nodecore.simulator.agent.RunningAgent;
import io.nodecore.simulator.core.AgentTransport;
import io.nodecore.simulator.core.CoreTransport;
import io.nodecore.simulator.core.FallbackTransport;
import io.nodecore.simulator.core.GrpcTransport;
import io.nodecore.simulator.core.HttpTransport;
import io.nodecore.simulator.ledger.Ledger;
import io.nodecore.simulator.ledger.StoredTotals;
import io.nodecore.simulator.ledger.Totals;
import io.nodecore.simulator.operator.FleetState;
import io.nodecore.simulator.operator.Operator;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A running fleet: its nodes are registered, its users have links, its agents report. {@link #close()} waits for the last answers. */
public final class Fleet implements AutoCloseable {

    /** Agents per connection, so that a thousand agents do not need a thousand sockets. */
    private static final int AGENTS_PER_CHANNEL = 25;

    /** The control plane decides one change at a time: more callers would only wait. */
    private static final int ADMIN_CALLS_AT_A_TIME = 4;

    private static final Duration CALL_DEADLINE = Duration.ofSeconds(5);
    private static final Duration HTTP_FIRST_AFTER_GRPC_FAILED = Duration.ofSeconds(15);

    private final FleetSettings settings;
    private final CoreAddress core;
    private final FleetState state;
    private final Ledger ledger = new Ledger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CALL_DEADLINE)
            .build();
    private final List<Edge> edges;
    /** One list per edge, with one channel per group of agents. */
    private final Map<Edge, List<ManagedChannel>> channels = new HashMap<>();

    private final List<RunningAgent> agents = new ArrayList<>();

    private boolean closed;

    private Fleet(FleetSettings settings, CoreAddress core, List<Edge> edges, FleetState state) {
        this.settings = settings;
        this.core = core;
        this.state = state;
        int channelCount = 1 + (settings.nodes() - 1) / AGENTS_PER_CHANNEL;
        this.edges = List.copyOf(edges);
        for (Edge edge : edges) {
            channels.put(
                    edge,
                    IntStream.range(0, channelCount)
                            .mapToObj(_ -> channel(edge, core.plaintext()))
                            .toList());
        }
    }

    /** Returns when all nodes are registered and report, and all users have links. */
    public static Fleet start(FleetSettings settings, CoreAddress core) throws InterruptedException {
        return start(settings, core, FleetState.open(settings.stateFile()));
    }

    /** @param edges all gateways; agents with fault rates use any of them, others the first */
    public static Fleet start(FleetSettings settings, CoreAddress core, List<Edge> edges) throws InterruptedException {
        return start(settings, core, edges, FleetState.open(settings.stateFile()));
    }

    /** @param state closed by the fleet */
    static Fleet start(FleetSettings settings, CoreAddress core, FleetState state) throws InterruptedException {
        return start(settings, core, List.of(core.edge()), state);
    }

    private static Fleet start(FleetSettings settings, CoreAddress core, List<Edge> edges, FleetState state)
            throws InterruptedException {
        Fleet fleet = new Fleet(settings, core, edges, state);
        try {
            fleet.start();
            return fleet;
        } catch (RuntimeException | InterruptedException e) {
            fleet.close();
            throw e;
        }
    }

    /** The numbers of sent, acknowledged, refused and unanswered reports so far. */
    public Totals totals() {
        return ledger.totals();
    }

    /** The sums that the Core has acknowledged so far, by key. */
    public StoredTotals acknowledged() {
        return ledger.acknowledged();
    }

    /** Ends all sessions and sends all queued reports; reports without an answer after the settings' stop timeout count as unanswered. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Instant deadline = Instant.now().plus(settings.stopTimeout());
        try {
            InParallel.each(agents.size() + 1, agents, agent -> agent.stop(deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channels.values().forEach(ofEdge -> ofEdge.forEach(ManagedChannel::shutdownNow));
        http.shutdownNow();
        http.close();
        state.close();
    }

    private void start() throws InterruptedException {
        Operator operator = new Operator(http, core.http(), core.admin(), core.adminToken(), state);
        // Drawn before threads start, so that the order of the draws is fixed.
        SplittableRandom random = new SplittableRandom(settings.seed());
        long[] agentSeeds = random.longs(settings.nodes()).toArray();
        long[] userSeeds = random.longs(settings.users()).toArray();

        List<AgentIdentity> nodes = InParallel.map(
                ADMIN_CALLS_AT_A_TIME,
                IntStream.range(0, settings.nodes()).boxed().toList(),
                number -> startAgent(operator, number, new SplittableRandom(agentSeeds[number])));
        List<Long> nodeProtocolIds = nodes.stream()
                .flatMap(node -> node.protocolIds().values().stream().sorted())
                .toList();
        InParallel.each(
                ADMIN_CALLS_AT_A_TIME,
                IntStream.range(0, settings.users()).boxed().toList(),
                number -> operator.provideUser(
                        settings.name() + "-user-%04d".formatted(number + 1),
                        settings.subscriptionsPerUser(),
                        nodeProtocolIds,
                        userSeeds[number]));
    }

    private AgentIdentity startAgent(Operator operator, int number, SplittableRandom random)
            throws InterruptedException {
        String name = settings.name() + "-%03d".formatted(number + 1);
        AgentStatusHttp status = AgentStatusHttp.start(settings.agentHost(), operator.portOf(name));
        AgentIdentity node;
        try {
            node = operator.enrol(name, number, settings.agentHost(), status.port());
        } catch (RuntimeException | InterruptedException e) {
            status.close();
            throw e;
        }
        ConfigWatch watch = new ConfigWatch(channel(edges.get(number % edges.size()), number), node.authKey());
        RunningAgent agent = new RunningAgent(
                node, settings.agent(), transport(node, number, random), watch, status, ledger, random);
        synchronized (agents) {
            agents.add(agent);
        }
        return node;
    }

    private AgentTransport transport(AgentIdentity node, int number, SplittableRandom random) {
        FaultRates faultRates = settings.agent().faultRates();
        if (faultRates.equals(FaultRates.NONE)) {
            return new FallbackTransport(
                    grpc(edges.getFirst(), node, number),
                    http(edges.getFirst(), node),
                    InstantSource.system(),
                    HTTP_FIRST_AFTER_GRPC_FAILED,
                    ledger::repeated);
        }
        List<CoreTransport> transports = edges.stream()
                .flatMap(edge -> Stream.of(grpc(edge, node, number), http(edge, node)))
                .toList();
        return new LossyTransport(
                transports,
                faultRates.requestLost(),
                faultRates.answerLost(),
                ledger,
                new SplittableRandom(random.nextLong()));
    }

    private CoreTransport grpc(Edge edge, AgentIdentity node, int number) {
        return new GrpcTransport(channel(edge, number), node.authKey(), CALL_DEADLINE);
    }

    private CoreTransport http(Edge edge, AgentIdentity node) {
        return new HttpTransport(http, edge.http(), node.authKey(), CALL_DEADLINE);
    }

    private ManagedChannel channel(Edge edge, int number) {
        return Objects.requireNonNull(channels.get(edge)).get(number / AGENTS_PER_CHANNEL);
    }

    private static ManagedChannel channel(Edge edge, boolean plaintext) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget("dns:///" + edge.grpc());
        return (plaintext ? builder.usePlaintext() : builder.useTransportSecurity()).build();
    }
}
