package io.nodecore.gateway.kit;

import com.google.protobuf.Message;
import io.nodecore.proto.ConfirmConfigAppliedRequest;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.OnlineIp;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.OutboundUsageItem;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.SessionEvent;
import io.nodecore.proto.SystemStats;
import io.nodecore.proto.UsageEntry;
import io.nodecore.proto.XrayStats;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;

/** A valid report of every kind in canonical spelling, without an auth key. */
public final class Samples {

    /** A report and the topic that its fact belongs to. */
    public record Sample(Message report, Topic topic) {
        @Override
        public String toString() {
            return topic.name();
        }
    }

    private Samples() {}

    public static List<Sample> all() {
        return List.of(
                new Sample(heartbeat(), Topics.HEARTBEATS),
                new Sample(usage(), Topics.USAGE),
                new Sample(outboundUsage(), Topics.OUTBOUND_USAGE),
                new Sample(sessionEvents(), Topics.SESSION_EVENTS),
                new Sample(
                        ConfirmConfigAppliedRequest.newBuilder().setRevision(3).build(), Topics.CONFIG_APPLIED),
                new Sample(error(), Topics.ERRORS),
                new Sample(stats(), Topics.STATS),
                new Sample(onlineUsers(), Topics.ONLINE_USERS));
    }

    public static HeartbeatRequest heartbeat() {
        return HeartbeatRequest.newBuilder().setRevision(3).setIp("2001:db8::7").build();
    }

    public static ReportUsageRequest usage() {
        return ReportUsageRequest.newBuilder()
                .addEntries(usageEntry())
                .addEntries(usageEntry().clearSubscriptionId().setBytesUp((1L << 53) - 1))
                .build();
    }

    public static UsageEntry.Builder usageEntry() {
        return UsageEntry.newBuilder()
                .setUserId(42)
                .setSubscriptionId(7)
                .setNodeProtocolId(3)
                .setBytesUp(1_000)
                .setBytesDown(2_000)
                .setRecordedAt("2026-11-23T07:00:00Z");
    }

    public static ReportOutboundUsageRequest outboundUsage() {
        return ReportOutboundUsageRequest.newBuilder()
                .addItems(OutboundUsageItem.newBuilder()
                        .setTag("direct")
                        .setBytesUp(5)
                        .setBytesDown(6))
                .build();
    }

    public static ReportSessionEventsRequest sessionEvents() {
        return ReportSessionEventsRequest.newBuilder()
                .addEvents(SessionEvent.newBuilder()
                        .setUserId(42)
                        .setProtocol("vless")
                        .setEventType("online")
                        .setOccurredAt("2026-11-23T10:00:00.123Z")
                        .setIpAddress("203.0.113.9"))
                .build();
    }

    public static ReportErrorRequest error() {
        return ReportErrorRequest.newBuilder()
                .setMessage("xray does not start")
                .setCode("XRAY_START")
                .setDetailsJson("{\"exitCode\":23,\"tries\":[1,2.50,12345678901234567890]}")
                .build();
    }

    public static ReportNodeStatsRequest stats() {
        return ReportNodeStatsRequest.newBuilder()
                .setSystem(SystemStats.newBuilder()
                        .setUptimeSeconds(100)
                        .setCpuPercent(12.5)
                        .setCpuCores(2)
                        .setRamUsed(1L << 33)
                        .setNetRxPerSec(0.1))
                .setXray(XrayStats.newBuilder().setRunning(true).setUptimeSeconds(90))
                .setMtprotoJson("{\"tag\":{\"running\":true}}")
                .build();
    }

    public static ReportOnlineUsersRequest onlineUsers() {
        return ReportOnlineUsersRequest.newBuilder()
                .addUsers(OnlineUser.newBuilder()
                        .setUserId(42)
                        .setNodeProtocolId(3)
                        .addIps(OnlineIp.newBuilder().setIp("203.0.113.9").setLastSeen(1_700_000_000)))
                .build();
    }
}
