package io.nodecore.gateway.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.ReportOnlineUsersRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Converts bytes to requests. It keeps the bytes together with the message, because they become the fact. It never throws: gRPC would end a
 * call as INTERNAL or UNKNOWN if its marshaller can't read the bytes, but unreadable bytes are the sender's error.
 */
final class RequestWire<M extends Message> implements MethodDescriptor.Marshaller<GrpcRequest<M>> {

    private final M empty;
    private final LimitSettings limits;

    RequestWire(M empty, LimitSettings limits) {
        this.empty = empty;
        this.limits = limits;
    }

    @Override
    public GrpcRequest<M> parse(InputStream stream) {
        byte[] request;
        try {
            request = stream.readNBytes(limits.reportBytes() + 1);
        } catch (StatusRuntimeException | IOException e) {
            // The decompressed form exceeds gRPC's own limit, or the bytes are not a valid compressed form.
            return new GrpcRequest.Unparsed<>(
                    e instanceof StatusRuntimeException
                            ? tooLarge()
                            : new Failure.MalformedReport("the message can't be decompressed"));
        }
        return request.length > limits.reportBytes() ? new GrpcRequest.Unparsed<>(tooLarge()) : read(request);
    }

    private Failure tooLarge() {
        return new Failure.ReportTooLarge("a report has at most " + limits.reportBytes() + " bytes");
    }

    private GrpcRequest<M> read(byte[] request) {
        RequestScan scan;
        try {
            scan = RequestScan.of(request);
        } catch (IOException e) {
            return new GrpcRequest.Unparsed<>(notTheMessage());
        }
        if (scan.listEntries() > limits.listEntries()) {
            return new GrpcRequest.Unparsed<>(tooLong(scan.listEntries()));
        }
        try {
            @SuppressWarnings("unchecked") // the parser of a message makes messages of its type
            M message = (M) empty.getParserForType().parseFrom(scan.withoutKey());
            int longest = longestInnerList(message);
            return longest > limits.listEntries()
                    ? new GrpcRequest.Unparsed<>(tooLong(longest))
                    : new GrpcRequest.Parsed<>(message, scan.withoutKey());
        } catch (InvalidProtocolBufferException e) {
            return new GrpcRequest.Unparsed<>(notTheMessage());
        }
    }

    private Failure tooLong(int entries) {
        return new Failure.ReportTooLarge(
                "a list of a report has at most " + limits.listEntries() + " entries, got " + entries);
    }

    /** One request has lists inside its list: the addresses of its users. */
    private static int longestInnerList(Message message) {
        return message instanceof ReportOnlineUsersRequest online
                ? online.getUsersList().stream()
                        .mapToInt(OnlineUser::getIpsCount)
                        .max()
                        .orElse(0)
                : 0;
    }

    private Failure notTheMessage() {
        return new Failure.MalformedReport(
                "the message is no valid " + empty.getDescriptorForType().getName());
    }

    /** Only clients write requests; kept for in-process calls. */
    @Override
    public InputStream stream(GrpcRequest<M> request) {
        return switch (request) {
            case GrpcRequest.Parsed<M> parsed -> new ByteArrayInputStream(parsed.bytes());
            case GrpcRequest.Unparsed<M> _ -> InputStream.nullInputStream();
        };
    }
}
