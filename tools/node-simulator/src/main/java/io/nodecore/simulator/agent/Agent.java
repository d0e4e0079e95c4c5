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
 * The agent of one registered node: each method is one of its tasks, {@link RunningAgent} schedules them. Reports that must not be lost go
 * through the queue. Heartbeats, stats and online users are sent once: the next one replaces one that failed.
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
    private final EdgeCaseReports edgeCaseReports;

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
            EdgeCaseReports edgeCaseReports) {
        this.node = node;
        this.transport = transport;
        this.status = status;
        this.ledger = ledger;
        this.clock = clock;
        this.queue = queue;
        this.traffic = traffic;
        this.stats = stats;
        this.edgeCaseReports = edgeCaseReports;
    }

    /** The revision that the node runs; 0 for none. */
    synchronized long revision() {
        return revision;
    }

    /** Sends a heartbeat, and fetches the config if the Core has another revision. */
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
        // If the queue has no room for the confirmation, the next heartbeat fetches the config again.
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

    /** Advances the users' traffic by one step, then reports the online users and the session events. */
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

    /** Reports the usage since the previous report. If the queue has no room, a later report contains it. */
    synchronized void reportUsage() {
        if (traffic.hasUsage() && queue.hasRoom()) {
            queue.add(new Report.Usage(newId(), traffic.takeUsage()));
        }
        if (traffic.hasOutboundUsage() && queue.hasRoom()) {
            queue.add(new Report.OutboundUsage(newId(), traffic.takeOutboundUsage()));
        }
    }

    /** Sends one edge case report, if the queue has room. */
    synchronized void reportEdgeCase() {
        if (queue.hasRoom()) {
            queue.add(edgeCaseReports.next(clock.instant()));
        }
    }

    /** Ends all sessions, queues the remaining usage and events, and closes the queue. */
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

    /** Random and not drawn from the seed: a second run with the same seed must not reuse the ids of the first one. */
    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
