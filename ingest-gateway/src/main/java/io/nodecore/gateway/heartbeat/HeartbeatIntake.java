package io.nodecore.gateway.heartbeat;

import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.config.Revisions;
import io.nodecore.gateway.report.ReportBody;
import io.nodecore.gateway.report.ReportIntake;
import io.nodecore.gateway.report.ReportKind;
import io.nodecore.proto.HeartbeatRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes heartbeats: reports whose answer states whether the node runs its latest config. */
public final class HeartbeatIntake {

    private final ReportIntake reports;
    private final Revisions revisions;

    public HeartbeatIntake(ReportIntake reports, Revisions revisions) {
        this.reports = reports;
        this.revisions = revisions;
    }

    /** Completes with {@code needSync}. */
    public CompletableFuture<Boolean> submit(
            Caller caller, @Nullable String reportId, ReportBody<HeartbeatRequest> body) {
        return reports.submit(ReportKind.HEARTBEAT, caller, reportId, body, HeartbeatIntake::revisionOf)
                .thenApply(accepted -> revisions.differs(accepted.nodeId(), accepted.kept()));
    }

    private static @Nullable Long revisionOf(HeartbeatRequest heartbeat) {
        return heartbeat.hasRevision() ? heartbeat.getRevision() : null;
    }
}
