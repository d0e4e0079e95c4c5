package io.nodecore.simulator.ledger;

import io.nodecore.proto.OutboundUsageItem;
import io.nodecore.proto.SessionEvent;
import io.nodecore.proto.UsageEntry;
import io.nodecore.simulator.core.Report;
import io.nodecore.simulator.traffic.Bytes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All bytes, outbound items and session events that the Core has acknowledged, and the outcome of all reports: sent = acknowledged +
 * refused + unanswered + in progress. Safe for use by several threads.
 */
public final class Ledger {

    private final Map<UsageKey, Bytes> usage = new HashMap<>();
    private final Map<Long, Bytes> subscriptions = new HashMap<>();
    private final Map<OutboundKey, Bytes> outbounds = new HashMap<>();
    private final Set<SessionKey> sessions = new HashSet<>();
    private final Map<ReportKind, Totals.Line> lines = new EnumMap<>(ReportKind.class);
    private Bytes totalUsage = Bytes.NONE;
    private Bytes totalOutbound = Bytes.NONE;
    private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
    private long repeated;

    /** Counts a new report, before it is sent for the first time. */
    public synchronized void sent(Report report) {
        count(report, new Totals.Line(1, 0, 0, 0));
    }

    /** Counts a repeat of a report with its id. */
    public synchronized void repeated() {
        repeated++;
    }

    public synchronized void met(FaultKind fault) {
        faults.merge(fault, 1L, Long::sum);
    }

    /** Adds the content of a report at its first acknowledgement; to be called once per report. */
    public synchronized void acknowledged(long nodeId, Report report) {
        count(report, new Totals.Line(0, 1, 0, 0));
        switch (report) {
            case Report.Usage(var _, var request) -> request.getEntriesList().forEach(entry -> addUsage(nodeId, entry));
            case Report.OutboundUsage(var _, var request) ->
                request.getItemsList().forEach(item -> addOutbound(nodeId, item));
            case Report.SessionEvents(var _, var request) ->
                request.getEventsList().forEach(event -> sessions.add(key(nodeId, event)));
            case Report.Heartbeat _,
                    Report.Stats _,
                    Report.OnlineUsers _,
                    Report.ConfigApplied _,
                    Report.NodeError _ -> {}
        }
    }

    public synchronized void refused(Report report) {
        count(report, new Totals.Line(0, 0, 1, 0));
    }

    /** Counts a report without an answer: the Core may or may not have it. */
    public synchronized void unanswered(Report report) {
        count(report, new Totals.Line(0, 0, 0, 1));
    }

    /** A copy of the acknowledged sums so far. */
    public synchronized StoredTotals acknowledged() {
        return new StoredTotals(usage, subscriptions, outbounds, sessions);
    }

    public synchronized Totals totals() {
        return new Totals(lines, repeated, faults, totalUsage, totalOutbound, sessions.size());
    }

    private void count(Report report, Totals.Line more) {
        lines.merge(ReportKind.of(report), more, Totals.Line::plus);
    }

    private void addUsage(long nodeId, UsageEntry entry) {
        Instant minute = OffsetDateTime.parse(entry.getRecordedAt()).toInstant().truncatedTo(ChronoUnit.MINUTES);
        Bytes bytes = new Bytes(entry.getBytesUp(), entry.getBytesDown());
        totalUsage = totalUsage.plus(bytes);
        usage.merge(
                new UsageKey(minute, nodeId, entry.getUserId(), entry.getSubscriptionId(), entry.getNodeProtocolId()),
                bytes,
                Bytes::plus);
        if (entry.hasSubscriptionId()) {
            subscriptions.merge(entry.getSubscriptionId(), bytes, Bytes::plus);
        }
    }

    private void addOutbound(long nodeId, OutboundUsageItem item) {
        Bytes bytes = new Bytes(item.getBytesUp(), item.getBytesDown());
        totalOutbound = totalOutbound.plus(bytes);
        outbounds.merge(new OutboundKey(nodeId, item.getTag()), bytes, Bytes::plus);
    }

    private static SessionKey key(long nodeId, SessionEvent event) {
        return new SessionKey(
                nodeId,
                event.getUserId(),
                event.getProtocol().toLowerCase(Locale.ROOT),
                event.getEventType().toLowerCase(Locale.ROOT),
                OffsetDateTime.parse(event.getOccurredAt()).toInstant(),
                event.getIpAddress());
    }
}
