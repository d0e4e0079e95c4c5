package io.nodecore.simulator.ledger;

import io.nodecore.simulator.core.Report;

/** The kinds of reports, one line each in the totals. */
public enum ReportKind {
    HEARTBEAT,
    STATS,
    ONLINE_USERS,
    USAGE,
    OUTBOUND_USAGE,
    SESSION_EVENTS,
    CONFIG_APPLIED,
    NODE_ERROR;

    static ReportKind of(Report report) {
        return switch (report) {
            case Report.Heartbeat _ -> HEARTBEAT;
            case Report.Stats _ -> STATS;
            case Report.OnlineUsers _ -> ONLINE_USERS;
            case Report.Usage _ -> USAGE;
            case Report.OutboundUsage _ -> OUTBOUND_USAGE;
            case Report.SessionEvents _ -> SESSION_EVENTS;
            case Report.ConfigApplied _ -> CONFIG_APPLIED;
            case Report.NodeError _ -> NODE_ERROR;
        };
    }
}
