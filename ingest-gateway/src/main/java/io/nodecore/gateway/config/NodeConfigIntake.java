package io.nodecore.gateway.config;

import io.nodecore.gateway.auth.Admission;
import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.control.ControlClient;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.report.ReportBody;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.proto.control.GetConfigResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns the latest config of a node. The gateway asks config-service each time, so a change is visible at once; the content is
 * transferred only if it has changed. If config-service is unavailable, the gateway returns the last config that it sent to the node.
 */
public final class NodeConfigIntake {

    private static final Logger log = LoggerFactory.getLogger(NodeConfigIntake.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Admission admission;
    private final ControlClient control;
    private final NodeConfigCache cache;
    private final ConfigSettings settings;
    private final InFlightBudget requests;
    private final InFlightBudget answers;

    /**
     * @param requests the budget of requests that are being received
     * @param answers the budget of configs that are being sent
     */
    public NodeConfigIntake(
            Admission admission,
            ControlClient control,
            NodeConfigCache cache,
            ConfigSettings settings,
            InFlightBudget requests,
            InFlightBudget answers) {
        this.admission = admission;
        this.control = control;
        this.cache = cache;
        this.settings = settings;
        this.requests = requests;
        this.answers = answers;
    }

    /** The latest config for a caller whose request has no body. */
    public CompletableFuture<HandedOut> latest(Caller caller) {
        return admission.admit(caller).thenCompose(node -> handOut(node.nodeId(), answers.open()));
    }

    /** The latest config, after the rest of the request has arrived. */
    public CompletableFuture<HandedOut> latest(Caller caller, ReportBody<?> body) {
        return admission.admit(caller).thenCompose(node -> {
            InFlightBudget.Lease request = requests.open();
            request.assign(node.nodeId());
            return body.read(request)
                    .whenComplete((_, _) -> request.close())
                    .thenCompose(_ -> handOut(node.nodeId(), answers.open()));
        });
    }

    /**
     * The latest config, for a caller that is admitted.
     *
     * @param lease of the budget of answers; closed if the call fails
     */
    CompletableFuture<HandedOut> handOut(long nodeId, InFlightBudget.Lease lease) {
        try {
            return reserved(nodeId, lease);
        } catch (Refused refused) {
            lease.close();
            throw spread(refused);
        }
    }

    /** Reserves the size of the cached config, since the size of the new one is known only when it has arrived. */
    private CompletableFuture<HandedOut> reserved(long nodeId, InFlightBudget.Lease lease) {
        NodeConfig cached = cache.get(nodeId);
        long expected = cached == null ? settings.expectedSize().toBytes() : cached.weight();
        lease.grow(expected);
        return latest(nodeId, cached)
                .thenApply(config -> {
                    lease.grow(Math.max(0, config.weight() - expected));
                    return new HandedOut(config, lease);
                })
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        lease.close();
                    }
                });
    }

    /** All nodes fetch a fleet-wide revision at the same time: a random retry delay spreads the requests. */
    Refused spread(Refused refused) {
        return refused.failure() instanceof Failure.Overloaded overloaded
                ? new Refused(new Failure.Overloaded(
                        overloaded.detail(),
                        Duration.ofMillis(ThreadLocalRandom.current()
                                .nextLong(RETRY.toMillis(), settings.spread().toMillis()))))
                : refused;
    }

    private CompletableFuture<NodeConfig> latest(long nodeId, @Nullable NodeConfig cached) {
        GetConfigRequest.Builder request = GetConfigRequest.newBuilder().setNodeId(nodeId);
        if (cached != null) {
            request.setKnownRevision(cached.revision());
        }
        return control.config(request.build()).handle((answer, failure) -> {
            if (failure == null) {
                return newest(nodeId, cached, answer);
            }
            if (cached != null) {
                log.info("node {} gets its cached revision {}", nodeId, cached.revision());
                return cached;
            }
            throw new CompletionException(failure);
        });
    }

    private NodeConfig newest(long nodeId, @Nullable NodeConfig cached, GetConfigResponse answer) {
        if (answer.getNotModified()) {
            if (cached == null || cached.revision() != answer.getRevision()) {
                // The request named no known revision, so "unchanged" is not a valid answer.
                throw new Refused(new Failure.ControlUnavailable());
            }
            return cached;
        }
        NodeConfig config = new NodeConfig(
                answer.getRevision(),
                answer.getClientMapJson(),
                answer.getMtprotoClientMapJson(),
                answer.getServicesJson());
        cache.put(nodeId, config);
        return config;
    }
}
