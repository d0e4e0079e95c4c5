package io.nodecore.gateway.config;

import io.nodecore.gateway.auth.Admission;
import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.control.ControlClient;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.report.Received;
import io.nodecore.gateway.report.ReportBody;
import io.nodecore.gateway.rules.StreamConfigRules;
import io.nodecore.proto.StreamConfigRequest;
import io.nodecore.proto.control.GetConfigChangeRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/**
 * Returns the latest config of a node in parts. config-service compares two revisions and sends only the difference; if it can't, the parts
 * are the whole document.
 */
public final class ConfigPartsIntake {

    private final Admission admission;
    private final ControlClient control;
    private final NodeConfigIntake configs;
    private final ConfigSettings settings;
    private final InFlightBudget requests;
    private final InFlightBudget answers;
    private final StreamConfigRules rules = new StreamConfigRules();

    /**
     * @param requests the budget of requests that are being received
     * @param answers the budget of configs that are being sent
     */
    public ConfigPartsIntake(
            Admission admission,
            ControlClient control,
            NodeConfigIntake configs,
            ConfigSettings settings,
            InFlightBudget requests,
            InFlightBudget answers) {
        this.admission = admission;
        this.control = control;
        this.configs = configs;
        this.settings = settings;
        this.requests = requests;
        this.answers = answers;
    }

    /** The parts, after the rest of the request has arrived. Completes with {@link Refused} as every intake. */
    public CompletableFuture<ConfigParts> parts(Caller caller, ReportBody<StreamConfigRequest> body) {
        return admission.admit(caller).thenCompose(node -> {
            InFlightBudget.Lease request = requests.open();
            request.assign(node.nodeId());
            return body.read(request)
                    .thenApply(this::fromRevision)
                    .whenComplete((_, _) -> request.close())
                    .thenCompose(from -> parts(node.nodeId(), from));
        });
    }

    private long fromRevision(Received<StreamConfigRequest> received) {
        StreamConfigRequest request = rules.canonical(received.report(), received.violations());
        received.violations().refuseAny();
        return request.getFromRevision();
    }

    private CompletableFuture<ConfigParts> parts(long nodeId, long fromRevision) {
        return fromRevision == Revisions.NONE
                ? whole(nodeId)
                : change(nodeId, fromRevision)
                        .thenCompose(change ->
                                change.map(CompletableFuture::completedFuture).orElseGet(() -> whole(nodeId)));
    }

    /** The digest of a large document takes long enough to delay the other nodes of an event loop. */
    private CompletableFuture<ConfigParts> whole(long nodeId) {
        return configs.handOut(nodeId, assigned(nodeId))
                .thenApplyAsync(
                        handedOut -> ConfigParts.whole(handedOut.config(), handedOut.lease()),
                        ForkJoinPool.commonPool());
    }

    /** Empty if there is no difference to send, for whatever reason: the whole document is always correct. */
    private CompletableFuture<Optional<ConfigParts>> change(long nodeId, long fromRevision) {
        InFlightBudget.Lease lease = assigned(nodeId);
        long expected = settings.expectedSize().toBytes();
        GetConfigChangeRequest request = GetConfigChangeRequest.newBuilder()
                .setNodeId(nodeId)
                .setFromRevision(fromRevision)
                .build();
        try {
            lease.grow(expected);
        } catch (Refused refused) {
            lease.close();
            throw configs.spread(refused);
        }
        return control.configChange(request)
                .exceptionally(_ -> Optional.empty())
                .thenApply(found -> found.filter(change -> change.getPiecesCount() > 0)
                        .map(change -> {
                            lease.grow(Math.max(0, change.getSerializedSize() - expected));
                            return ConfigParts.change(fromRevision, change, lease);
                        }))
                .whenComplete((parts, _) -> {
                    if (parts == null || parts.isEmpty()) {
                        lease.close();
                    }
                });
    }

    /** A lease that counts as a stream of the node. */
    private InFlightBudget.Lease assigned(long nodeId) {
        InFlightBudget.Lease lease = answers.open();
        lease.assign(nodeId);
        return lease;
    }
}
