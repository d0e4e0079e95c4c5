package io.nodecore.simulator.core;

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
import java.util.List;

/** One report of every kind. */
public final class SampleReports {

    private SampleReports() {}

    public static List<Report> all() {
        return List.of(
                new Report.Heartbeat(
                        "heartbeat-1",
                        HeartbeatRequest.newBuilder()
                                .setIp("203.0.113.1")
                                .setRevision(7)
                                .build()),
                new Report.Heartbeat("heartbeat-2", HeartbeatRequest.getDefaultInstance()),
                new Report.Stats(
                        "stats-1",
                        ReportNodeStatsRequest.newBuilder()
                                .setSystem(SystemStats.newBuilder()
                                        .setCpuPercent(12.5)
                                        .setRamUsed(1L << 40))
                                .setXray(XrayStats.newBuilder().setRunning(true))
                                .setMtprotoJson("{\"mtproto\":{\"running\":true}}")
                                .build()),
                new Report.OnlineUsers(
                        "online-1",
                        ReportOnlineUsersRequest.newBuilder()
                                .addUsers(OnlineUser.newBuilder()
                                        .setUserId(42)
                                        .setNodeProtocolId(3)
                                        .addIps(OnlineIp.newBuilder()
                                                .setIp("203.0.113.7")
                                                .setLastSeen(1_795_428_000)))
                                .build()),
                usage("usage-1", 1024, Long.MAX_VALUE),
                new Report.OutboundUsage(
                        "outbound-1",
                        ReportOutboundUsageRequest.newBuilder()
                                .addItems(OutboundUsageItem.newBuilder()
                                        .setTag("direct")
                                        .setBytesUp(5))
                                .build()),
                new Report.SessionEvents(
                        "sessions-1",
                        ReportSessionEventsRequest.newBuilder()
                                .addEvents(SessionEvent.newBuilder()
                                        .setUserId(42)
                                        .setProtocol("vless")
                                        .setEventType("online")
                                        .setOccurredAt("2026-11-23T10:00:00Z")
                                        .setIpAddress("203.0.113.7"))
                                .build()),
                new Report.ConfigApplied(
                        "applied-1",
                        ConfirmConfigAppliedRequest.newBuilder().setRevision(7).build()),
                new Report.NodeError(
                        "error-1",
                        ReportErrorRequest.newBuilder()
                                .setMessage("xray exited")
                                .setCode("xray-exit")
                                .setDetailsJson("{\"status\":23}")
                                .build()));
    }

    public static Report.Usage usage(String id, long bytesUp, long bytesDown) {
        return new Report.Usage(
                id,
                ReportUsageRequest.newBuilder()
                        .addEntries(UsageEntry.newBuilder()
                                .setUserId(42)
                                .setSubscriptionId(9)
                                .setNodeProtocolId(3)
                                .setBytesUp(bytesUp)
                                .setBytesDown(bytesDown)
                                .setRecordedAt("2026-11-23T10:00:00Z"))
                        .build());
    }
}
