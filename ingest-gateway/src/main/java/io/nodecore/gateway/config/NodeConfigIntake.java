package io.nodecore.gateway.config;

import io.nodecore.gateway.auth.Admission;
import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.control.ControlClient;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.proto.control.GetConfigResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the latest config. config-service is always asked, so that a change is visible at once; its content travels only when it
 * changed. While config-service is away, what was handed out last is still good to run with.
 */
public final class NodeConfigIntake {

    private static final Logger log = LoggerFactory.getLogger(NodeConfigIntake.class);

    private final Admission admission;
    private final ControlClient control;
    private final NodeConfigCache cache;

    public NodeConfigIntake(Admission admission, ControlClient control, NodeConfigCache cache) {
        this.admission = admission;
        this.control = control;
        this.cache = cache;
    }

    public CompletableFuture<NodeConfig> latest(Caller caller) {
        return admission.admit(caller).thenCompose(node -> latest(node.nodeId()));
    }

    private CompletableFuture<NodeConfig> latest(long nodeId) {
        NodeConfig cached = cache.get(nodeId);
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
                // Nothing was said to be known, so nothing can be unchanged: an answer that can't be used.
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
