package io.nodecore.simulator.core;

import io.nodecore.proto.ConfirmConfigAppliedRequest;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;

/**
 * One report of a node. All repeats of it, over any transport, have the same {@link #id()}, so the Core counts it once. The field
 * {@code auth_key} of the requests is empty; the key is sent as metadata.
 */
public sealed interface Report {

    /** The id of a report that is sent without one. Only usage reports are; the Core derives an id from their content. */
    String WITHOUT_ID = "";

    /** 1 to 128 characters, never used by this node for another report; or {@link #WITHOUT_ID}. */
    String id();

    record Heartbeat(String id, HeartbeatRequest request) implements Report {}

    record Stats(String id, ReportNodeStatsRequest request) implements Report {}

    record OnlineUsers(String id, ReportOnlineUsersRequest request) implements Report {}

    record Usage(String id, ReportUsageRequest request) implements Report {}

    record OutboundUsage(String id, ReportOutboundUsageRequest request) implements Report {}

    record SessionEvents(String id, ReportSessionEventsRequest request) implements Report {}

    record ConfigApplied(String id, ConfirmConfigAppliedRequest request) implements Report {}

    record NodeError(String id, ReportErrorRequest request) implements Report {}
}
