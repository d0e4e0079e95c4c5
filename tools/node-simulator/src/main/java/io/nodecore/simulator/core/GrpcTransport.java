package io.nodecore.simulator.core;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.nodecore.proto.GetLatestConfigRequest;
import io.nodecore.proto.GetLatestConfigResponse;
import io.nodecore.proto.NodeServiceGrpc;
import io.nodecore.proto.NodeServiceGrpc.NodeServiceBlockingStub;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends an agent's reports over gRPC. Key and report id are metadata; each call has a deadline. */
public final class GrpcTransport implements CoreTransport {

    public static final Metadata.Key<String> AUTH_KEY =
            Metadata.Key.of("x-node-auth-key", Metadata.ASCII_STRING_MARSHALLER);
    public static final Metadata.Key<String> REPORT_ID =
            Metadata.Key.of("x-report-id", Metadata.ASCII_STRING_MARSHALLER);

    private final Channel channel;
    private final String authKey;
    private final Duration deadline;

    public GrpcTransport(Channel channel, String authKey, Duration deadline) {
        this.channel = channel;
        this.authKey = authKey;
        this.deadline = deadline;
    }

    @Override
    public CoreAnswer send(Report report) throws CoreFailure {
        Metadata headers = new Metadata();
        headers.put(AUTH_KEY, authKey);
        if (!report.id().equals(Report.WITHOUT_ID)) {
            headers.put(REPORT_ID, report.id());
        }
        NodeServiceBlockingStub stub = stub(headers);
        try {
            return switch (report) {
                case Report.Heartbeat(var _, var request) -> {
                    var response = stub.heartbeat(request);
                    yield answer(response.getOk(), response.getNeedSync());
                }
                case Report.Stats(var _, var request) ->
                    answer(stub.reportNodeStats(request).getOk());
                case Report.OnlineUsers(var _, var request) ->
                    answer(stub.reportOnlineUsers(request).getOk());
                case Report.Usage(var _, var request) ->
                    answer(stub.reportUsage(request).getOk());
                case Report.OutboundUsage(var _, var request) ->
                    answer(stub.reportOutboundUsage(request).getOk());
                case Report.SessionEvents(var _, var request) ->
                    answer(stub.reportSessionEvents(request).getOk());
                case Report.ConfigApplied(var _, var request) ->
                    answer(stub.confirmConfigApplied(request).getOk());
                case Report.NodeError(var _, var request) ->
                    answer(stub.reportError(request).getOk());
            };
        } catch (StatusRuntimeException e) {
            throw failure(e);
        }
    }

    @Override
    public NodeConfig latestConfig() throws CoreFailure {
        Metadata headers = new Metadata();
        headers.put(AUTH_KEY, authKey);
        try {
            GetLatestConfigResponse config = stub(headers).getLatestConfig(GetLatestConfigRequest.getDefaultInstance());
            return new NodeConfig(
                    config.getRevision(),
                    json(config.getClientMapJson()),
                    json(config.getMtprotoClientMapJson()),
                    json(config.getServicesJson()));
        } catch (StatusRuntimeException e) {
            throw failure(e);
        } catch (JacksonException e) {
            throw new CoreFailure.Refused("the Core's config is not JSON: " + e.getOriginalMessage());
        }
    }

    private NodeServiceBlockingStub stub(Metadata headers) {
        return NodeServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(deadline);
    }

    private static CoreAnswer answer(boolean ok) throws CoreFailure {
        return answer(ok, false);
    }

    private static CoreAnswer answer(boolean ok, boolean needSync) throws CoreFailure {
        if (!ok) {
            throw new CoreFailure.Refused("the Core answered ok = false");
        }
        return new CoreAnswer(needSync);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.isEmpty() ? "{}" : text);
    }

    private static CoreFailure failure(StatusRuntimeException e) {
        String message = e.getStatus().toString();
        return switch (e.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED, INTERNAL, UNKNOWN ->
                new CoreFailure.Unreachable(message);
            case RESOURCE_EXHAUSTED -> new CoreFailure.Overloaded(message);
            case UNAUTHENTICATED -> new CoreFailure.Unauthenticated(message);
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    DATA_LOSS -> new CoreFailure.Refused(message);
        };
    }
}
