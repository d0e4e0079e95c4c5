package io.nodecore.simulator.agent;

import io.nodecore.proto.ConfirmConfigAppliedRequest;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.simulator.core.AgentTransport;
import io.nodecore.simulator.core.CoreAnswer;
import io.nodecore.simulator.core.CoreFailure;
import io.nodecore.simulator.core.NodeConfig;
import io.nodecore.simulator.core.Report;
import io.nodecore.simulator.ledger.Ledger;
import io.nodecore.simulator.traffic.Link;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The agent of one registered node: each method is one thing that it does, {@link RunningAgent} decides when. What must not get lost
 * goes through the queue; heartbeats, stats and online users are only worth something now, so the next one replaces one that failed.
 */
final class Agent {

    private static final System.Logger log = System.getLogger(Agent.class.getName());

    private final AgentIdentity node;
    private final AgentTransport transport;
    private final AgentStatusHttp status;
    private final Ledger ledger;
    private final InstantSource clock;
    private final ReportQueue queue;
    private final NodeTraffic traffic;
    private final NodeStats stats;
    private final EdgeCaseReports oddReports;

    private long revision;

    Agent(
            AgentIdentity node,
            AgentTransport transport,
            AgentStatusHttp status,
            Ledger ledger,
            InstantSource clock,
            ReportQueue queue,
            NodeTraffic traffic,
            NodeStats stats,
            EdgeCaseReports oddReports) {
        this.node = node;
        this.transport = transport;
        this.status = status;
        this.ledger = ledger;
        this.clock = clock;
        this.queue = queue;
        this.traffic = traffic;
        this.stats = stats;
        this.oddReports = oddReports;
    }

    /** The revision that the node runs; 0 for none. */
    synchronized long revision() {
        return revision;
    }

    /** Says that the node lives, and fetches the config when the Core has another one. */
    void heartbeat() {
        HeartbeatRequest.Builder request = HeartbeatRequest.newBuilder().setIp(node.ip());
        long running = revision();
        if (running > 0) {
            request.setRevision(running);
        }
        sendNow(new Report.Heartbeat(newId(), request.build()))
                .filter(CoreAnswer::needSync)
                .ifPresent(_ -> sync());
    }

    /** Fetches the latest config, runs it and confirms it. */
    void sync() {
        NodeConfig config;
        try {
            config = transport.latestConfig();
        } catch (CoreFailure e) {
            log.log(System.Logger.Level.DEBUG, "{0}: no config: {1}", node, e.getMessage());
            return;
        }
        apply(config);
    }

    private synchronized void apply(NodeConfig config) {
        // Where there is no room to confirm it, the next heartbeat asks for it again.
        if (config.revision() <= revision || !queue.hasRoom()) {
            return;
        }
        List<Link> links = AgentLinks.in(config, node.protocolIds());
        traffic.serve(links);
        revision = config.revision();
        queue.add(new Report.ConfigApplied(
                newId(),
                ConfirmConfigAppliedRequest.newBuilder().setRevision(revision).build()));
    }

    void reportStats() {
        Instant now = clock.instant();
        ReportNodeStatsRequest request = ReportNodeStatsRequest.newBuilder()
                .setSystem(stats.system(now))
                .setXray(stats.xray(now))
                .setMtprotoJson("{\"mtproto\":{\"running\":true}}")
                .build();
        status.show(request);
        sendNow(new Report.Stats(newId(), request));
    }

    /** Lets a step of time pass for the users, then says who is connected, who came and who left. */
    void reportOnlineUsers() {
        Report.OnlineUsers report;
        synchronized (this) {
            traffic.advance(clock.instant());
            if (traffic.hasSessionEvents() && queue.hasRoom()) {
                queue.add(new Report.SessionEvents(newId(), traffic.takeSessionEvents()));
            }
            report = new Report.OnlineUsers(newId(), traffic.onlineUsers());
        }
        sendNow(report);
    }

    /** Reports what was counted since the report before. Without room in the queue it is counted on, and reported later. */
    synchronized void reportUsage() {
        if (traffic.hasUsage() && queue.hasRoom()) {
            queue.add(new Report.Usage(newId(), traffic.takeUsage()));
        }
        if (traffic.hasOutboundUsage() && queue.hasRoom()) {
            queue.add(new Report.OutboundUsage(newId(), traffic.takeOutboundUsage()));
        }
    }

    /** One more report of a node in trouble, where the queue has room. */
    synchronized void reportOddly() {
        if (queue.hasRoom()) {
            queue.add(oddReports.next(clock.instant()));
        }
    }

    /** Everybody leaves; what was counted goes into the queue, and nothing after it. */
    synchronized void end() {
        traffic.end(clock.instant());
        if (traffic.hasSessionEvents()) {
            queue.add(new Report.SessionEvents(newId(), traffic.takeSessionEvents()));
        }
        if (traffic.hasUsage()) {
            queue.add(new Report.Usage(newId(), traffic.takeUsage()));
        }
        if (traffic.hasOutboundUsage()) {
            queue.add(new Report.OutboundUsage(newId(), traffic.takeOutboundUsage()));
        }
        queue.end();
    }

    private Optional<CoreAnswer> sendNow(Report report) {
        ledger.sent(report);
        try {
            CoreAnswer answer = transport.send(report);
            ledger.acknowledged(node.nodeId(), report);
            return Optional.of(answer);
        } catch (CoreFailure.Unreachable | CoreFailure.Overloaded e) {
            ledger.unanswered(report);
            log.log(System.Logger.Level.DEBUG, "{0}: {1}", node, e.getMessage());
        } catch (CoreFailure e) {
            ledger.refused(report);
            log.log(System.Logger.Level.WARNING, "{0}: {1}", node, e.getMessage());
        }
        return Optional.empty();
    }

    /** Not drawn from the seed: a second run with the same seed would name new reports as old ones, and they would not count. */
    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
