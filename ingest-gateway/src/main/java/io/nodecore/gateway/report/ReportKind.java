package io.nodecore.gateway.report;

import com.google.protobuf.Message;
import io.nodecore.gateway.rules.ConfigAppliedRules;
import io.nodecore.gateway.rules.HeartbeatRules;
import io.nodecore.gateway.rules.NodeErrorRules;
import io.nodecore.gateway.rules.NodeStatsRules;
import io.nodecore.gateway.rules.OnlineUsersRules;
import io.nodecore.gateway.rules.OutboundUsageRules;
import io.nodecore.gateway.rules.ReportRules;
import io.nodecore.gateway.rules.SessionEventRules;
import io.nodecore.gateway.rules.UsageRules;
import io.nodecore.proto.ConfirmConfigAppliedRequest;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;

/**
 * One kind of report: its name, its rules and the topic of its facts.
 *
 * @param name the tag {@code report} of every counter
 * @param empty the request without any field
 */
public record ReportKind<M extends Message>(
        String name, M empty, Topic<?> topic, ReportRules<M> rules, ReportNaming<M> naming) {

    public static final ReportKind<HeartbeatRequest> HEARTBEAT = new ReportKind<>(
            "heartbeat",
            HeartbeatRequest.getDefaultInstance(),
            Topics.HEARTBEATS,
            new HeartbeatRules(),
            ReportNaming.byEvent());

    public static final ReportKind<ReportUsageRequest> USAGE = new ReportKind<>(
            "usage", ReportUsageRequest.getDefaultInstance(), Topics.USAGE, new UsageRules(), UsageDigest::reportId);

    public static final ReportKind<ReportOutboundUsageRequest> OUTBOUND_USAGE = new ReportKind<>(
            "outbound-usage",
            ReportOutboundUsageRequest.getDefaultInstance(),
            Topics.OUTBOUND_USAGE,
            new OutboundUsageRules(),
            ReportNaming.byEvent());

    public static final ReportKind<ReportSessionEventsRequest> SESSION_EVENTS = new ReportKind<>(
            "session-events",
            ReportSessionEventsRequest.getDefaultInstance(),
            Topics.SESSION_EVENTS,
            new SessionEventRules(),
            ReportNaming.byEvent());

    public static final ReportKind<ConfirmConfigAppliedRequest> CONFIG_APPLIED = new ReportKind<>(
            "config-applied",
            ConfirmConfigAppliedRequest.getDefaultInstance(),
            Topics.CONFIG_APPLIED,
            new ConfigAppliedRules(),
            ReportNaming.byEvent());

    public static final ReportKind<ReportErrorRequest> ERROR = new ReportKind<>(
            "error",
            ReportErrorRequest.getDefaultInstance(),
            Topics.ERRORS,
            new NodeErrorRules(),
            ReportNaming.byEvent());

    public static final ReportKind<ReportNodeStatsRequest> STATS = new ReportKind<>(
            "stats",
            ReportNodeStatsRequest.getDefaultInstance(),
            Topics.STATS,
            new NodeStatsRules(),
            ReportNaming.byEvent());

    public static final ReportKind<ReportOnlineUsersRequest> ONLINE_USERS = new ReportKind<>(
            "online-users",
            ReportOnlineUsersRequest.getDefaultInstance(),
            Topics.ONLINE_USERS,
            new OnlineUsersRules(),
            ReportNaming.byEvent());

    public static final List<ReportKind<?>> ALL =
            List.of(HEARTBEAT, USAGE, OUTBOUND_USAGE, SESSION_EVENTS, CONFIG_APPLIED, ERROR, STATS, ONLINE_USERS);
}
