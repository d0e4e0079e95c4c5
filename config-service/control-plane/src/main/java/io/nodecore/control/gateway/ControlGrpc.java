package io.nodecore.control.gateway;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.nodecore.admin.Sha256;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.config.revision.DocumentChange;
import io.nodecore.control.config.revision.PublishedRevision;
import io.nodecore.control.config.template.ConfigIntake;
import io.nodecore.control.node.NodeIntake;
import io.nodecore.proto.control.ControlServiceGrpc;
import io.nodecore.proto.control.FindKeyRequest;
import io.nodecore.proto.control.FindKeyResponse;
import io.nodecore.proto.control.GetConfigChangeRequest;
import io.nodecore.proto.control.GetConfigChangeResponse;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.proto.control.GetConfigResponse;
import io.nodecore.proto.control.RegisterNodeRequest;
import io.nodecore.proto.control.RegisterNodeResponse;
import java.util.concurrent.Semaphore;

/** The internal gRPC service for ingest-gateway. */
final class ControlGrpc extends ControlServiceGrpc.ControlServiceImplBase {

    private static final int HASH_BYTES = 32;
    /** Each holds two whole documents in memory. */
    private static final int CHANGES_AT_ONCE = 4;

    private final NodeIntake nodes;
    private final ConfigIntake configs;
    private final Semaphore changes = new Semaphore(CHANGES_AT_ONCE, true);

    ControlGrpc(NodeIntake nodes, ConfigIntake configs) {
        this.nodes = nodes;
        this.configs = configs;
    }

    @Override
    public void registerNode(RegisterNodeRequest request, StreamObserver<RegisterNodeResponse> answer) {
        NodeIntake.Registration registration = nodes.register(
                request.getCode(),
                NodeIntake.profile(
                        request.getName(),
                        request.getIp(),
                        (long) request.getPort(),
                        request.getRegion(),
                        request.hasDomain() ? request.getDomain() : null));
        answer(
                answer,
                RegisterNodeResponse.newBuilder()
                        .setNodeId(registration.nodeId())
                        .setAuthKey(registration.authKey())
                        .build());
    }

    @Override
    public void findKey(FindKeyRequest request, StreamObserver<FindKeyResponse> answer) {
        byte[] hash = request.getKeyHash().toByteArray();
        if (hash.length != HASH_BYTES) {
            throw Violations.refuse("key_hash", "must have " + HASH_BYTES + " bytes, got " + hash.length);
        }
        long nodeId = nodes.findKey(Sha256.of(hash))
                .orElseThrow(() -> new FailureException(new Failure.Unknown("key", "with this hash")));
        answer(answer, FindKeyResponse.newBuilder().setNodeId(nodeId).build());
    }

    @Override
    public void getConfig(GetConfigRequest request, StreamObserver<GetConfigResponse> answer) {
        PublishedRevision latest = configs.latest(request.getNodeId());
        var response = GetConfigResponse.newBuilder().setRevision(latest.revision());
        if (request.hasKnownRevision() && request.getKnownRevision() == latest.revision()) {
            response.setNotModified(true);
        } else {
            response.setClientMapJson(latest.content().clientMap())
                    .setMtprotoClientMapJson(latest.content().mtprotoClientMap())
                    .setServicesJson(latest.content().services());
        }
        answer(answer, response.build());
    }

    @Override
    public void getConfigChange(GetConfigChangeRequest request, StreamObserver<GetConfigChangeResponse> answer) {
        changes.acquireUninterruptibly();
        DocumentChange change;
        try {
            if (Context.current().isCancelled()) {
                // The gateway no longer waits.
                return;
            }
            change = configs.change(request.getNodeId(), request.getFromRevision());
        } finally {
            changes.release();
        }
        answer(
                answer,
                GetConfigChangeResponse.newBuilder()
                        .setRevision(change.revision())
                        .setSha256(change.sha256())
                        .setSizeBytes(change.sizeBytes())
                        .addAllPieces(change.pieces())
                        .build());
    }

    private static <A> void answer(StreamObserver<A> answer, A value) {
        answer.onNext(value);
        answer.onCompleted();
    }
}
