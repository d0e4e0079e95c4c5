package io.nodecore.simulator.agent;

import io.nodecore.proto.OnlineIp;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.OutboundUsageItem;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.SessionEvent;
import io.nodecore.proto.UsageEntry;
import io.nodecore.simulator.traffic.Bytes;
import io.nodecore.simulator.traffic.Link;
import io.nodecore.simulator.traffic.SimulatedSession;
import io.nodecore.simulator.traffic.Step;
import io.nodecore.simulator.traffic.UsageMeter;
import io.nodecore.simulator.traffic.UserTraffic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The traffic and session events of a node that are not yet reported, and the requests that report them. Each amount is taken by one
 * request. Not safe for use by several threads.
 */
final class NodeTraffic {

    /** The outbounds of the service template; a little of the traffic is blocked. */
    private static final String DIRECT = "direct";

    private static final String BLOCK = "block";
    private static final long BLOCKED_ONE_IN = 50;

    private final UserTraffic traffic;
    private final NodeStats stats;
    private final UsageMeter meter = new UsageMeter();
    private final List<SessionEvent> sessionEvents = new ArrayList<>();
    private Bytes outbound = Bytes.NONE;

    NodeTraffic(UserTraffic traffic, NodeStats stats) {
        this.traffic = traffic;
        this.stats = stats;
    }

    void serve(Collection<Link> links) {
        traffic.serve(links);
    }

    void advance(Instant now) {
        take(traffic.advance(now), now);
    }

    void end(Instant now) {
        take(traffic.end(), now);
    }

    ReportOnlineUsersRequest onlineUsers() {
        Map<UserOnProtocol, OnlineUser.Builder> users = new LinkedHashMap<>();
        for (SimulatedSession session : traffic.sessions()) {
            Link link = session.link();
            users.computeIfAbsent(
                            new UserOnProtocol(link.userId(), link.nodeProtocolId()),
                            key -> OnlineUser.newBuilder().setUserId(key.userId).setNodeProtocolId(key.nodeProtocolId))
                    .addIps(OnlineIp.newBuilder()
                            .setIp(session.ip())
                            .setLastSeen(session.since().getEpochSecond()));
        }
        ReportOnlineUsersRequest.Builder request = ReportOnlineUsersRequest.newBuilder();
        users.values().forEach(request::addUsers);
        return request.build();
    }

    boolean hasSessionEvents() {
        return !sessionEvents.isEmpty();
    }

    ReportSessionEventsRequest takeSessionEvents() {
        ReportSessionEventsRequest request = ReportSessionEventsRequest.newBuilder()
                .addAllEvents(sessionEvents)
                .build();
        sessionEvents.clear();
        return request;
    }

    boolean hasUsage() {
        return !meter.isEmpty();
    }

    ReportUsageRequest takeUsage() {
        ReportUsageRequest.Builder request = ReportUsageRequest.newBuilder();
        meter.drain().forEach((key, bytes) -> {
            Link link = key.link();
            UsageEntry.Builder entry = request.addEntriesBuilder()
                    .setUserId(link.userId())
                    .setNodeProtocolId(link.nodeProtocolId())
                    .setBytesUp(bytes.up())
                    .setBytesDown(bytes.down())
                    .setRecordedAt(key.minute().toString());
            if (link.subscriptionId() > 0) {
                entry.setSubscriptionId(link.subscriptionId());
            }
        });
        return request.build();
    }

    boolean hasOutboundUsage() {
        return !outbound.equals(Bytes.NONE);
    }

    ReportOutboundUsageRequest takeOutboundUsage() {
        Bytes blocked = new Bytes(outbound.up() / BLOCKED_ONE_IN, outbound.down() / BLOCKED_ONE_IN);
        ReportOutboundUsageRequest request = ReportOutboundUsageRequest.newBuilder()
                .addItems(item(DIRECT, outbound.minus(blocked)))
                .addItems(item(BLOCK, blocked))
                .build();
        outbound = Bytes.NONE;
        return request;
    }

    private void take(Step step, Instant now) {
        step.ended().forEach(session -> sessionEvents.add(event(session, "offline", now)));
        step.began().forEach(session -> sessionEvents.add(event(session, "online", now)));
        meter.count(now, step.counted());
        Bytes sum = step.counted().values().stream().reduce(Bytes.NONE, Bytes::plus);
        outbound = outbound.plus(sum);
        stats.carried(sum);
    }

    private static SessionEvent event(SimulatedSession session, String eventType, Instant now) {
        return SessionEvent.newBuilder()
                .setUserId(session.link().userId())
                .setProtocol(session.link().protocol())
                .setEventType(eventType)
                .setOccurredAt(now.truncatedTo(ChronoUnit.MILLIS).toString())
                .setIpAddress(session.ip())
                .build();
    }

    private static OutboundUsageItem item(String tag, Bytes bytes) {
        return OutboundUsageItem.newBuilder()
                .setTag(tag)
                .setBytesUp(bytes.up())
                .setBytesDown(bytes.down())
                .build();
    }

    private record UserOnProtocol(long userId, long nodeProtocolId) {}
}
