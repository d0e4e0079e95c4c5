package io.nodecore.gateway.kit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.OnlineIp;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.SessionEvent;
import io.nodecore.proto.SystemStats;
import io.nodecore.proto.XrayStats;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as agents in the field spell it, and the fact that it becomes.
 *
 * @param what names the case
 */
public record AsSent(String what, Message sent, Topic topic, Message fact) {

    public static final List<AsSent> ALL = List.of(
            heartbeat("an empty ip", "", null),
            heartbeat("an unreadable ip", "@", null),
            heartbeat("an ip in brackets", "[2001:DB8::1]", "2001:db8::1"),
            heartbeat("an ip with a zone", "fe80::1%eth0", "fe80::1"),
            heartbeat("an ip with a port", "203.0.113.7:8443", "203.0.113.7"),
            heartbeat("an IPv4-mapped ip", "::ffff:203.0.113.7", "203.0.113.7"),
            emptyCode(),
            usage("a time in another zone", "2026-11-23T10:00:00+03:00", "2026-11-23T07:00:00Z"),
            usage("a time of Python", "2026-11-23 07:00:00.123456+0000", "2026-11-23T07:00:00.123456Z"),
            usage("a time of JavaScript", "2026-11-23T07:00:00.000Z", "2026-11-23T07:00:00Z"),
            event("words in any case", "VLESS", "Online", "vless", "online", "203.0.113.9", "203.0.113.9"),
            event("words in white space", " hysteria ", "offline\n", "hysteria2", "offline", "", null),
            event("an address of Xray", "vless", "online", "vless", "online", "tcp:198.51.100.7:443", "198.51.100.7"),
            event("an address of a Unix socket", "vless", "online", "vless", "online", "@", null),
            onlineUsers(),
            stats("no mtproto status", Samples.stats().toBuilder().setMtprotoJson(""), ""),
            stats("a null mtproto status", Samples.stats().toBuilder().setMtprotoJson("null"), ""),
            unknownFigures());

    /** Parses the value of a fact. */
    public Message read(byte[] value) throws InvalidProtocolBufferException {
        return fact.getParserForType().parseFrom(value);
    }

    @Override
    public String toString() {
        return what;
    }

    private static AsSent heartbeat(String what, String ip, @Nullable String canonical) {
        HeartbeatRequest.Builder fact = HeartbeatRequest.newBuilder().setRevision(3);
        return new AsSent(
                what,
                fact.build().toBuilder().setIp(ip).build(),
                Topics.HEARTBEATS,
                canonical == null ? fact.build() : fact.setIp(canonical).build());
    }

    private static AsSent emptyCode() {
        ReportErrorRequest fact =
                ReportErrorRequest.newBuilder().setMessage("m").build();
        return new AsSent("an empty code", fact.toBuilder().setCode("").build(), Topics.ERRORS, fact);
    }

    private static AsSent usage(String what, String time, String canonical) {
        return new AsSent(
                what,
                ReportUsageRequest.newBuilder()
                        .addEntries(Samples.usageEntry())
                        .addEntries(Samples.usageEntry().setRecordedAt(time))
                        .build(),
                Topics.USAGE,
                ReportUsageRequest.newBuilder()
                        .addEntries(Samples.usageEntry())
                        .addEntries(Samples.usageEntry().setRecordedAt(canonical))
                        .build());
    }

    private static AsSent event(
            String what,
            String protocol,
            String type,
            String factProtocol,
            String factType,
            String ip,
            @Nullable String factIp) {
        SessionEvent.Builder fact = Samples.sessionEvents().getEvents(0).toBuilder()
                .setProtocol(factProtocol)
                .setEventType(factType);
        SessionEvent sent = fact.build().toBuilder()
                .setProtocol(protocol)
                .setEventType(type)
                .setIpAddress(ip)
                .build();
        return new AsSent(
                what,
                ReportSessionEventsRequest.newBuilder().addEvents(sent).build(),
                Topics.SESSION_EVENTS,
                ReportSessionEventsRequest.newBuilder()
                        .addEvents(factIp == null ? fact.clearIpAddress() : fact.setIpAddress(factIp))
                        .build());
    }

    private static AsSent onlineUsers() {
        OnlineUser user =
                OnlineUser.newBuilder().setUserId(1).setNodeProtocolId(2).build();
        OnlineIp seen = OnlineIp.newBuilder().setLastSeen(5).build();
        return new AsSent(
                "addresses of online users",
                ReportOnlineUsersRequest.newBuilder()
                        .addUsers(user.toBuilder()
                                .addIps(seen.toBuilder().setIp("203.0.113.9"))
                                .addIps(seen.toBuilder().setIp("@"))
                                .addIps(seen.toBuilder().setIp("2001:0DB8:0:0::1")))
                        .addUsers(user.toBuilder().addIps(seen.toBuilder().setIp("")))
                        .build(),
                Topics.ONLINE_USERS,
                ReportOnlineUsersRequest.newBuilder()
                        .addUsers(user.toBuilder()
                                .addIps(seen.toBuilder().setIp("203.0.113.9"))
                                .addIps(seen.toBuilder().setIp("2001:db8::1")))
                        .addUsers(user)
                        .build());
    }

    private static AsSent stats(String what, ReportNodeStatsRequest.Builder sent, String mtproto) {
        ReportNodeStatsRequest stats = sent.build();
        return new AsSent(
                what,
                stats,
                Topics.STATS,
                stats.toBuilder().setMtprotoJson(mtproto).build());
    }

    private static AsSent unknownFigures() {
        SystemStats system = Samples.stats().getSystem();
        XrayStats xray = XrayStats.newBuilder().setRunning(true).build();
        return new AsSent(
                "figures that are no measure",
                ReportNodeStatsRequest.newBuilder()
                        .setSystem(system.toBuilder()
                                .setUptimeSeconds(-7)
                                .setCpuPercent(Double.NEGATIVE_INFINITY)
                                .setCpuCores(Integer.MIN_VALUE)
                                .setNetTxPerSec(-0.5))
                        .setXray(xray.toBuilder().setUptimeSeconds(-1))
                        .build(),
                Topics.STATS,
                ReportNodeStatsRequest.newBuilder()
                        .setSystem(system.toBuilder()
                                .setUptimeSeconds(-1)
                                .setCpuPercent(Double.NaN)
                                .setCpuCores(-1)
                                .setNetTxPerSec(Double.NaN))
                        .setXray(xray)
                        .build());
    }
}
