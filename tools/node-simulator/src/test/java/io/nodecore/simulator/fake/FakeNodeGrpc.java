package io.nodecore.simulator.fake;

import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.nodecore.proto.ConfirmConfigAppliedRequest;
import io.nodecore.proto.ConfirmConfigAppliedResponse;
import io.nodecore.proto.GetLatestConfigRequest;
import io.nodecore.proto.GetLatestConfigResponse;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.HeartbeatResponse;
import io.nodecore.proto.NodeServiceGrpc;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportErrorResponse;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.ReportNodeStatsResponse;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOnlineUsersResponse;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportOutboundUsageResponse;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportSessionEventsResponse;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.ReportUsageResponse;
import io.nodecore.proto.WatchConfigRequest;
import io.nodecore.proto.WatchConfigResponse;
import io.nodecore.simulator.core.GrpcTransport;
import io.nodecore.simulator.core.Report;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The gRPC edge of the fake Core. */
final class FakeNodeGrpc extends NodeServiceGrpc.NodeServiceImplBase {

    private static final Context.Key<Metadata> HEADERS = Context.key("headers");

    private final FakeCore core;

    private FakeNodeGrpc(FakeCore core) {
        this.core = core;
    }

    static ServerServiceDefinition of(FakeCore core) {
        return ServerInterceptors.intercept(new FakeNodeGrpc(core), new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                return Contexts.interceptCall(Context.current().withValue(HEADERS, headers), call, headers, next);
            }
        });
    }

    @Override
    public void heartbeat(HeartbeatRequest request, StreamObserver<HeartbeatResponse> answer) {
        FakeControl.Node node = node(answer);
        if (node != null) {
            boolean needSync = core.control.needsSync(node.id, request.getRevision());
            receive(
                    node,
                    new Report.Heartbeat(id(), request),
                    answer,
                    HeartbeatResponse.newBuilder()
                            .setOk(true)
                            .setNeedSync(needSync)
                            .build());
        }
    }

    @Override
    public void reportUsage(ReportUsageRequest request, StreamObserver<ReportUsageResponse> answer) {
        receive(
                node(answer),
                new Report.Usage(id(), request),
                answer,
                ReportUsageResponse.newBuilder().setOk(true).build());
    }

    @Override
    public void reportOutboundUsage(
            ReportOutboundUsageRequest request, StreamObserver<ReportOutboundUsageResponse> answer) {
        receive(
                node(answer),
                new Report.OutboundUsage(id(), request),
                answer,
                ReportOutboundUsageResponse.newBuilder().setOk(true).build());
    }

    @Override
    public void confirmConfigApplied(
            ConfirmConfigAppliedRequest request, StreamObserver<ConfirmConfigAppliedResponse> answer) {
        receive(
                node(answer),
                new Report.ConfigApplied(id(), request),
                answer,
                ConfirmConfigAppliedResponse.newBuilder().setOk(true).build());
    }

    @Override
    public void reportNodeStats(ReportNodeStatsRequest request, StreamObserver<ReportNodeStatsResponse> answer) {
        receive(
                node(answer),
                new Report.Stats(id(), request),
                answer,
                ReportNodeStatsResponse.newBuilder().setOk(true).build());
    }

    @Override
    public void reportOnlineUsers(ReportOnlineUsersRequest request, StreamObserver<ReportOnlineUsersResponse> answer) {
        receive(
                node(answer),
                new Report.OnlineUsers(id(), request),
                answer,
                ReportOnlineUsersResponse.newBuilder().setOk(true).build());
    }

    @Override
    public void reportSessionEvents(
            ReportSessionEventsRequest request, StreamObserver<ReportSessionEventsResponse> answer) {
        receive(
                node(answer),
                new Report.SessionEvents(id(), request),
                answer,
                ReportSessionEventsResponse.newBuilder().setOk(true).build());
    }

    @Override
    public void reportError(ReportErrorRequest request, StreamObserver<ReportErrorResponse> answer) {
        receive(
                node(answer),
                new Report.NodeError(id(), request),
                answer,
                ReportErrorResponse.newBuilder().setOk(true).build());
    }

    @Override
    public void getLatestConfig(GetLatestConfigRequest request, StreamObserver<GetLatestConfigResponse> answer) {
        FakeControl.Node node = node(answer);
        if (node != null) {
            ObjectNode config = core.control.config(node.id);
            answer.onNext(GetLatestConfigResponse.newBuilder()
                    .setRevision(config.path("revision").asLong())
                    .setClientMapJson(config.path("clientMap").toString())
                    .setMtprotoClientMapJson(config.path("mtprotoClientMap").toString())
                    .setServicesJson(config.path("services").toString())
                    .build());
            answer.onCompleted();
        }
    }

    @Override
    public void watchConfig(WatchConfigRequest request, StreamObserver<WatchConfigResponse> answer) {
        FakeControl.Node node = node(answer);
        if (node != null) {
            Context call = Context.current();
            core.control.watch(node.id, request.getRevision(), revision -> {
                if (!call.isCancelled()) {
                    answer.onNext(WatchConfigResponse.newBuilder()
                            .setRevision(revision)
                            .build());
                }
            });
        }
    }

    private <A extends Message> void receive(
            FakeControl.@Nullable Node node, Report report, StreamObserver<A> answer, A ok) {
        if (node == null) {
            return;
        }
        switch (core.receive(FakeCore.Transport.GRPC, node.id, report)) {
            case ANSWERED -> {
                answer.onNext(ok);
                answer.onCompleted();
            }
            // To the agent a cut connection and a gateway that is away look the same.
            case ANSWER_LOST, UNAVAILABLE -> answer.onError(Status.UNAVAILABLE.asRuntimeException());
            case OVERLOADED -> answer.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
            case INVALID -> answer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
        }
    }

    /** Answers the call itself where the key is not valid. */
    private FakeControl.@Nullable Node node(StreamObserver<?> answer) {
        FakeControl.Node node = core.control.byKey(HEADERS.get().get(GrpcTransport.AUTH_KEY));
        if (node == null) {
            answer.onError(Status.UNAUTHENTICATED.asRuntimeException());
        }
        return node;
    }

    private static String id() {
        return String.valueOf(HEADERS.get().get(GrpcTransport.REPORT_ID));
    }
}
