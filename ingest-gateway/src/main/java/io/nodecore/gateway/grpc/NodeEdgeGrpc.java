package io.nodecore.gateway.grpc;

import com.google.protobuf.Message;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.nodecore.gateway.config.NodeConfig;
import io.nodecore.gateway.config.NodeConfigIntake;
import io.nodecore.gateway.heartbeat.HeartbeatIntake;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.report.ReportIntake;
import io.nodecore.gateway.report.ReportKind;
import io.nodecore.proto.ConfirmConfigAppliedResponse;
import io.nodecore.proto.GetLatestConfigRequest;
import io.nodecore.proto.GetLatestConfigResponse;
import io.nodecore.proto.HeartbeatResponse;
import io.nodecore.proto.NodeServiceGrpc;
import io.nodecore.proto.ReportErrorResponse;
import io.nodecore.proto.ReportNodeStatsResponse;
import io.nodecore.proto.ReportOnlineUsersResponse;
import io.nodecore.proto.ReportOutboundUsageResponse;
import io.nodecore.proto.ReportSessionEventsResponse;
import io.nodecore.proto.ReportUsageResponse;
import io.nodecore.proto.StreamConfigRequest;
import io.nodecore.proto.WatchConfigRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * The service of {@code node-service.proto}, with the generated descriptors and a custom request marshaller: the generated base class
 * provides only parsed messages, but a fact is the bytes that arrived.
 */
public final class NodeEdgeGrpc implements BindableService {

    private final ReportIntake reports;
    private final HeartbeatIntake heartbeats;
    private final NodeConfigIntake configs;
    private final ConfigStreamGrpc streams;
    private final ConfigWatchGrpc watches;
    private final LimitSettings limits;

    public NodeEdgeGrpc(
            ReportIntake reports,
            HeartbeatIntake heartbeats,
            NodeConfigIntake configs,
            ConfigStreamGrpc streams,
            ConfigWatchGrpc watches,
            LimitSettings limits) {
        this.reports = reports;
        this.heartbeats = heartbeats;
        this.configs = configs;
        this.streams = streams;
        this.watches = watches;
        this.limits = limits;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return new Routes()
                .unary(
                        NodeServiceGrpc.getHeartbeatMethod(),
                        ReportKind.HEARTBEAT.empty(),
                        (caller, request) -> heartbeats
                                .submit(caller.caller(), caller.reportId(), request)
                                .thenApply(needSync -> HeartbeatResponse.newBuilder()
                                        .setOk(true)
                                        .setNeedSync(needSync)
                                        .build()))
                .report(
                        NodeServiceGrpc.getReportUsageMethod(),
                        ReportKind.USAGE,
                        ReportUsageResponse.newBuilder().setOk(true).build())
                .report(
                        NodeServiceGrpc.getReportOutboundUsageMethod(),
                        ReportKind.OUTBOUND_USAGE,
                        ReportOutboundUsageResponse.newBuilder().setOk(true).build())
                .unary(
                        NodeServiceGrpc.getGetLatestConfigMethod(),
                        GetLatestConfigRequest.getDefaultInstance(),
                        (caller, request) -> configs.latest(caller.caller(), request)
                                .thenApply(handedOut -> {
                                    request.onClosed(handedOut::close);
                                    return answer(handedOut.config());
                                }))
                .report(
                        NodeServiceGrpc.getConfirmConfigAppliedMethod(),
                        ReportKind.CONFIG_APPLIED,
                        ConfirmConfigAppliedResponse.newBuilder().setOk(true).build())
                .report(
                        NodeServiceGrpc.getReportNodeStatsMethod(),
                        ReportKind.STATS,
                        ReportNodeStatsResponse.newBuilder().setOk(true).build())
                .report(
                        NodeServiceGrpc.getReportOnlineUsersMethod(),
                        ReportKind.ONLINE_USERS,
                        ReportOnlineUsersResponse.newBuilder().setOk(true).build())
                .report(
                        NodeServiceGrpc.getReportSessionEventsMethod(),
                        ReportKind.SESSION_EVENTS,
                        ReportSessionEventsResponse.newBuilder().setOk(true).build())
                .report(
                        NodeServiceGrpc.getReportErrorMethod(),
                        ReportKind.ERROR,
                        ReportErrorResponse.newBuilder().setOk(true).build())
                .add(NodeServiceGrpc.getStreamConfigMethod(), StreamConfigRequest.getDefaultInstance(), streams)
                .add(NodeServiceGrpc.getWatchConfigMethod(), WatchConfigRequest.getDefaultInstance(), watches)
                .build();
    }

    private static GetLatestConfigResponse answer(NodeConfig config) {
        return GetLatestConfigResponse.newBuilder()
                .setRevision(config.revision())
                .setClientMapJson(config.clientMapJson())
                .setMtprotoClientMapJson(config.mtprotoClientMapJson())
                .setServicesJson(config.servicesJson())
                .build();
    }

    /** Registers the methods under the service's own descriptor, so that reflection shows the content of the proto file. */
    private final class Routes {

        private record Route<M extends Message, R>(
                MethodDescriptor<GrpcRequest<M>, R> method, ServerCallHandler<GrpcRequest<M>, R> calls) {

            void addTo(ServerServiceDefinition.Builder service) {
                service.addMethod(method, calls);
            }
        }

        private final List<Route<?, ?>> routes = new ArrayList<>();

        <M extends Message, R> Routes report(MethodDescriptor<M, R> method, ReportKind<M> kind, R answer) {
            return unary(
                    method,
                    kind.empty(),
                    (caller, request) -> reports.submit(kind, caller.caller(), caller.reportId(), request)
                            .thenApply(_ -> answer));
        }

        <M extends Message, R> Routes unary(
                MethodDescriptor<M, R> method, M empty, UnaryCall.Answering<M, R> answering) {
            return add(method, empty, new UnaryCall<>(answering));
        }

        <M extends Message, R> Routes add(
                MethodDescriptor<M, R> method, M empty, ServerCallHandler<GrpcRequest<M>, R> calls) {
            routes.add(new Route<>(
                    method.toBuilder(new RequestWire<>(empty, limits), method.getResponseMarshaller())
                            .build(),
                    calls));
            return this;
        }

        ServerServiceDefinition build() {
            ServiceDescriptor generated = NodeServiceGrpc.getServiceDescriptor();
            ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(generated.getName())
                    .setSchemaDescriptor(generated.getSchemaDescriptor());
            routes.forEach(route -> descriptor.addMethod(route.method()));
            ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
            routes.forEach(route -> route.addTo(service));
            return service.build();
        }
    }
}
