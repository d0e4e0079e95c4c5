package io.nodecore.gateway.kit;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.nodecore.proto.control.ControlServiceGrpc;
import io.nodecore.proto.control.FindKeyRequest;
import io.nodecore.proto.control.FindKeyResponse;
import io.nodecore.proto.control.GetConfigChangeRequest;
import io.nodecore.proto.control.GetConfigChangeResponse;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.proto.control.GetConfigResponse;
import io.nodecore.proto.control.RegisterNodeRequest;
import io.nodecore.proto.control.RegisterNodeResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A config-service in memory, behind real gRPC. */
public final class FakeConfigService extends ControlServiceGrpc.ControlServiceImplBase {

    /** A code that can be redeemed once. */
    public static final String GOOD_CODE = "good-code";

    public static final String USED_CODE = "used-code";
    public static final String REFUSED_CODE = "refused-code";

    private static final AtomicLong NEXT_NODE = new AtomicLong(1_000_000);

    private final Map<String, Long> nodeByKeyHash = new ConcurrentHashMap<>();
    private final Map<Long, GetConfigResponse> configs = new ConcurrentHashMap<>();
    private final Map<GetConfigChangeRequest, GetConfigChangeResponse> changes = new ConcurrentHashMap<>();
    private final AtomicInteger findKeyCalls = new AtomicInteger();
    private final AtomicInteger unchangedConfigs = new AtomicInteger();
    private final Server server;
    private volatile boolean away;

    public FakeConfigService() {
        server = NettyServerBuilder.forPort(0).addService(this).build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    public void know(String keyHash, long nodeId) {
        nodeByKeyHash.put(keyHash, nodeId);
    }

    public void forget(String keyHash) {
        nodeByKeyHash.remove(keyHash);
    }

    public void config(long nodeId, GetConfigResponse config) {
        configs.put(nodeId, config);
    }

    /** What changed from a revision to the config that the node has; other revisions are not stored. */
    public void change(long nodeId, long fromRevision, GetConfigChangeResponse change) {
        changes.put(
                GetConfigChangeRequest.newBuilder()
                        .setNodeId(nodeId)
                        .setFromRevision(fromRevision)
                        .build(),
                change);
    }

    /** While it is away, every call ends as UNAVAILABLE. */
    public void away(boolean isAway) {
        away = isAway;
    }

    public int findKeyCalls() {
        return findKeyCalls.get();
    }

    public int unchangedConfigs() {
        return unchangedConfigs.get();
    }

    @Override
    public void registerNode(RegisterNodeRequest request, StreamObserver<RegisterNodeResponse> answer) {
        Status refusal = switch (request.getCode()) {
            case GOOD_CODE -> Status.OK;
            case USED_CODE -> Status.ALREADY_EXISTS;
            case REFUSED_CODE -> Status.INVALID_ARGUMENT.withDescription("region is closed");
            default -> Status.NOT_FOUND;
        };
        if (!refusal.isOk()) {
            end(answer, refusal);
            return;
        }
        long nodeId = NEXT_NODE.incrementAndGet();
        String authKey = "fresh-key-of-" + nodeId;
        know(Keys.hash(authKey), nodeId);
        reply(
                answer,
                RegisterNodeResponse.newBuilder()
                        .setNodeId(nodeId)
                        .setAuthKey(authKey)
                        .build());
    }

    @Override
    public void findKey(FindKeyRequest request, StreamObserver<FindKeyResponse> answer) {
        findKeyCalls.incrementAndGet();
        Long nodeId =
                nodeByKeyHash.get(HexFormat.of().formatHex(request.getKeyHash().toByteArray()));
        if (nodeId == null) {
            end(answer, Status.NOT_FOUND);
        } else {
            reply(answer, FindKeyResponse.newBuilder().setNodeId(nodeId).build());
        }
    }

    @Override
    public void getConfig(GetConfigRequest request, StreamObserver<GetConfigResponse> answer) {
        GetConfigResponse config =
                Objects.requireNonNullElse(configs.get(request.getNodeId()), GetConfigResponse.getDefaultInstance());
        if (request.hasKnownRevision() && request.getKnownRevision() == config.getRevision()) {
            unchangedConfigs.incrementAndGet();
            config = GetConfigResponse.newBuilder()
                    .setRevision(config.getRevision())
                    .setNotModified(true)
                    .build();
        }
        reply(answer, config);
    }

    @Override
    public void getConfigChange(GetConfigChangeRequest request, StreamObserver<GetConfigChangeResponse> answer) {
        GetConfigChangeResponse change = changes.get(request);
        if (change == null) {
            end(answer, Status.NOT_FOUND);
        } else {
            reply(answer, change);
        }
    }

    private <T> void reply(StreamObserver<T> answer, T value) {
        if (away) {
            answer.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        answer.onNext(value);
        answer.onCompleted();
    }

    private void end(StreamObserver<?> answer, Status refusal) {
        answer.onError((away ? Status.UNAVAILABLE : refusal).asRuntimeException());
    }
}
